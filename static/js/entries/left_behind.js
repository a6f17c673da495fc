// Words that this browser keeps of a form that has closed meanwhile: they are shown, to be copied or saved as a file, and
// leave the device only when the reader says so.
import { forget, keptOf } from "../components/kept.js";

const person = document.body.dataset.person ?? "";

class LeftBehind {
  constructor(place, records) {
    Object.assign(this, { place, records, labels: JSON.parse(place.dataset.labels) });
    this.text = records.map((record) => this.said(record)).join("\n\n");
    if (!this.text) return;
    place.hidden = false;
    place.querySelector("[data-left-words]").textContent = this.text;
    const file = place.querySelector("[data-left-file]");
    Object.assign(file, { href: URL.createObjectURL(new Blob([this.text], { type: "text/plain" })), download: place.dataset.name });
    const copy = place.querySelector("[data-left-copy]");
    copy.hidden = !navigator.clipboard;
    copy.addEventListener("click", () => this.copy(copy.firstElementChild));
    place.querySelector("[data-left-forget]").addEventListener("click", () => this.forget());
  }

  /** What was changed since the server had it, each under the name of its part. */
  said({ values, base = [] }) {
    const known = new Map(base);
    const changed = values.filter(([name, text]) => this.labelOf(name) && text.trim() && known.get(name) !== text);
    return changed.map(([name, text]) => `${this.labelOf(name)}\n${text}`).join("\n\n");
  }

  /** A part of an answer is called as the question is. */
  labelOf(name) {
    return this.labels[name] ?? this.labels[Object.keys(this.labels).find((one) => name.startsWith(`${one}-`))];
  }

  async copy(words) {
    const before = words.textContent;
    await navigator.clipboard.writeText(this.text);
    words.textContent = words.dataset.copied;
    setTimeout(() => (words.textContent = before), 2000);
  }

  async forget() {
    for (const record of this.records) await forget(record);
    this.place.remove();
  }
}

for (const place of document.querySelectorAll("[data-left]"))
  keptOf({ person, url: place.dataset.left }).then((records) => new LeftBehind(place, records));
