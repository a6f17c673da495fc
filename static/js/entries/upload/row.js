// One file's row, cloned from the page's own template (templates/components/file_row.html).
import { filled, sizeWords } from "./format.js";

export class Row {
  constructor(area, facts, words) {
    Object.assign(this, { area, words, id: facts.id, facts, replaces: facts.replaces });
    this.element = (facts.id && document.getElementById(`file-${facts.id}`)) || this.made();
    this.show(facts);
  }

  /** A row that the page did not bring: the controls of its words bear its file's name. */
  made() {
    const element = this.area.querySelector("[data-files-row]").content.firstElementChild.cloneNode(true);
    for (const one of element.querySelectorAll("[data-file-more] *"))
      for (const { name, value } of [...one.attributes])
        if (value.includes("FILE-ID")) one.setAttribute(name, value.replaceAll("FILE-ID", this.id));
    if (!this.id) element.querySelector("[data-file-more]")?.remove();
    return element;
  }

  get controls() {
    return [...this.element.querySelectorAll("[data-said], [data-cover]")];
  }

  /** Takes over what was said of the file that this one replaces, unless something is said already. */
  takeWords(other) {
    for (const mine of this.controls) {
      const theirs = other.controls.find((one) => one.dataset.said === mine.dataset.said);
      if (!theirs) continue;
      if (mine.type === "radio") mine.checked ||= theirs.checked;
      else mine.value ||= theirs.value;
    }
  }

  /** A file that is not taken, with the reason, until it is put away. */
  static ofRefused(area, { name, size }, sentence, words) {
    const row = new Row(area, { name, size, state: "refused", words: "", kind: "error" }, words);
    row.part("state").replaceChildren();
    row.fail(sentence);
    row.acts([[words.dismiss, () => row.remove()]]);
    return row;
  }

  part(name) {
    return this.element.querySelector(`[data-file-${name}]`);
  }

  /** Draws what the server says of the file. */
  show(facts) {
    this.facts = facts;
    if (facts.id) Object.assign(this.element, { id: `file-${facts.id}` });
    this.part("name").textContent = facts.name;
    this.part("size").textContent = facts.size_words ?? sizeWords(facts.size);
    this.state(facts.words, facts.kind);
    this.fail(facts.error ?? "");
    if (facts.state !== "uploading") this.progress(null);
    if (facts.thumbnail) this.picture(facts.thumbnail.url);
  }

  state(words, kind = "active") {
    const shape = this.area.querySelector(`[data-files-status="${kind}"]`).content.firstElementChild.cloneNode(true);
    shape.lastElementChild.textContent = words;
    this.part("state").replaceChildren(shape);
  }

  fail(sentence) {
    const line = this.part("error");
    line.hidden = !sentence;
    line.textContent = sentence;
  }

  progress(share) {
    const bar = this.part("progress");
    bar.hidden = share === null;
    bar.ariaLabel = this.facts.name;
    if (share !== null) bar.value = Math.min(100, Math.floor(share * 100));
  }

  picture(address) {
    if (this.shown === address) return;
    this.shown = address;
    const image = Object.assign(new Image(), { alt: "", src: address });
    image.addEventListener("load", () => this.part("thumb").replaceChildren(image), { once: true });
  }

  /** A preview of one's own file, until the server's own is there. */
  preview(file) {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type) || this.shown) return;
    this.own = URL.createObjectURL(file);
    this.picture(this.own);
  }

  /** The acts of the row: a word, what it does, and for some the icon that stands for the word. */
  acts(all) {
    this.part("acts").replaceChildren(...all.map((one) => this.button(...one)));
  }

  act(name) {
    return this.element.querySelector(`[data-act="${name}"]`);
  }

  button(word, act, icon = "") {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: icon ? "file-move" : "button button-quiet" });
    button.ariaLabel = filled(this.words.named, { act: word, name: this.facts.name });
    if (icon) {
      Object.assign(button, { title: word });
      button.dataset.act = icon;
      button.append(this.area.querySelector(`[data-files-sign="${icon}"]`).content.cloneNode(true));
    } else button.append(Object.assign(document.createElement("span"), { textContent: word }));
    if (act) button.addEventListener("click", act);
    return button;
  }

  remove() {
    if (this.own) URL.revokeObjectURL(this.own);
    this.element.remove();
  }
}
