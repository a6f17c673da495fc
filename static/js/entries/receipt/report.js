// What was found, drawn: a row for each file, and the sentence above them.
import { filled } from "../upload/format.js";
import { Row } from "../upload/row.js";

export class Report {
  constructor(area, words) {
    Object.assign(this, { area, words, list: area.querySelector("[data-verify-list]") });
  }

  /** A word with its shape, as templates/components/status.html draws it. */
  status(words, kind) {
    const shape = this.area.querySelector(`[data-files-status="${kind}"]`).content.firstElementChild.cloneNode(true);
    shape.lastElementChild.textContent = words;
    return shape;
  }

  say(name, words = "", kind = "quiet") {
    this.area.querySelector(`[data-verify-${name}]`).replaceChildren(...(words ? [this.status(words, kind)] : []));
  }

  show(lines) {
    const rows = lines.map((line) => new Row(this.area, this.facts(line), this.words).element);
    this.list.replaceChildren(...rows);
    const ofManifest = lines.filter(({ promised }) => promised);
    const good = ofManifest.filter(({ finding }) => finding === "holds").length;
    const all = ofManifest.length;
    if (!all) this.say("sum", this.words.no_files, "quiet");
    else if (good === all) this.say("sum", this.words.all_hold, "ok");
    else this.say("sum", filled(this.words.some, { number: good, all }), "error");
  }

  /** What the manifest says was agreed to: the name of each clause, its version and the answer. */
  agreed(lines, lang) {
    const said = ({ kind, version, given, place }) => {
      const where = place[lang] ?? place.en ?? Object.values(place)[0];
      const name = [this.words.agreed[kind] ?? kind, where].filter(Boolean).join(" · ");
      return filled(this.words.agreed_line, { name, version, answer: given ? this.words.given.yes : this.words.given.no });
    };
    const items = lines.map((line) => Object.assign(document.createElement("li"), { textContent: said(line) }));
    const list = this.area.querySelector("[data-verify-agreed]");
    list.replaceChildren(...items);
    list.parentElement.hidden = !items.length;
  }

  clear() {
    this.list.replaceChildren();
  }

  facts({ finding, promised, given }) {
    const { name, size } = promised ?? given;
    const notes = [this.words.findings[finding]];
    if (given && given.name !== name) notes.push(filled(this.words.renamed, { name: given.name }));
    if (finding === "holds" && promised.isByBrowser) notes.push(this.words.by_browser);
    if (promised?.isAwaited) notes.push(this.words.awaited);
    const error = finding === "differs" ? this.why(promised, given) : "";
    return { name, size, words: notes.join(" · "), kind: this.words.kinds[finding], error, state: "known" };
  }

  why(promised, given) {
    if (given.size === promised.size) return this.words.why_hash;
    const [size, handedIn] = [given.size, promised.size].map((bytes) => bytes.toLocaleString(document.documentElement.lang));
    return filled(this.words.why_size, { size, promised: handedIn });
  }
}
