// One file's row, cloned from the page's own template (templates/components/file_row.html).
import { filled, sizeWords } from "./format.js";

export class Row {
  constructor(area, facts, words) {
    Object.assign(this, { area, words, id: facts.id, facts });
    this.element = area.querySelector("[data-files-row]").content.firstElementChild.cloneNode(true);
    this.show(facts);
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

  /** The acts of the row: pairs of a word and what it does. */
  acts(pairs) {
    this.part("acts").replaceChildren(...pairs.map(([word, act]) => this.button(word, act)));
  }

  button(word, act) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button button-quiet" });
    button.ariaLabel = filled(this.words.named, { act: word, name: this.facts.name });
    button.append(Object.assign(document.createElement("span"), { textContent: word }));
    button.addEventListener("click", act);
    return button;
  }

  remove() {
    if (this.own) URL.revokeObjectURL(this.own);
    this.element.remove();
  }
}
