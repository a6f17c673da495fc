// One question for files: the place where they are given, and the row of each from choosing to verified.
import { Speed, filled, sendingWords } from "./format.js";
import { Giving } from "./giving.js";
import { Ordering } from "./ordering.js";
import { Row } from "./row.js";
import { Telling } from "./telling.js";

// Pictures of more files at once take longer to draw than our own take to come.
const MOST_PREVIEWS = 4;

export class FilesField {
  constructor(area, rules, given) {
    // The page's server, transfers, endings, hashing and words; whether it may be changed, and whom a change is told.
    Object.assign(this, { area, rules, ...given, rows: new Map(), files: new Map() });
    this.id = area.dataset.files;
    this.list = area.querySelector("[data-files-list]");
    this.giving = new Giving(this);
    this.ordering = new Ordering(this);
    this.telling = new Telling(this.words, (sentence) => this.say(sentence));
    for (const facts of rules.files) this.add(facts);
  }

  get count() {
    return [...this.rows.values()].filter((row) => row.facts.state !== "refused").length;
  }

  opened(line, file) {
    if (!line.id) return this.refuse(file, line.message);
    this.add(line);
    return this.send(line, file, line.signed);
  }

  sentenceOf(error) {
    return error.status === 401 ? this.words.signed_out : (this.words[error.code] ?? error.said ?? this.words.failed);
  }

  /** A file that is not taken gets a row of its own, with the reason, that can be put away. */
  refuse(file, sentence) {
    this.list.append(Row.ofRefused(this.area, file, sentence, this.words).element);
    this.say(`${file.name}: ${sentence}`);
  }

  add(facts) {
    const row = new Row(this.area, facts, this.words);
    this.rows.set(facts.id, row);
    const old = this.rows.get(facts.replaces);
    if (old) old.element.after(row.element);
    else if (!row.element.isConnected) this.list.append(row.element);
    row.element.dispatchEvent(new Event("facet:file-came", { bubbles: true }));
    this.settle(row);
  }

  /** Draws a row that is not being sent just now. */
  settle(row) {
    const { words } = this;
    const isInterrupted = row.facts.state === "uploading";
    if (isInterrupted) row.state(words.again, "caution");
    if (!this.editable) return row.acts([]);
    const acts = [[isInterrupted ? words.cancel : words.remove, () => this.remove(row)]];
    if (!isInterrupted) acts.unshift([words.replace, () => this.giving.choose(row)]);
    if (this.rules.most > 1 && !isInterrupted) acts.unshift(...this.ordering.actsOf(row));
    row.acts(acts);
    return this.ordering.watch(row);
  }

  send(facts, file, signed) {
    const row = this.rows.get(facts.id);
    this.files.set(facts.id, { speed: new Speed() });
    this.telling.begun(facts.id, file);
    if (this.files.size <= MOST_PREVIEWS) row.preview(file);
    row.progress(0);
    row.state(this.words.waiting, "quiet");
    row.acts(this.actsOfSending(row, false));
    this.transfers.send(facts.id, file, facts.slot, signed);
    this.changed();
  }

  actsOfSending(row, isPaused) {
    return [
      [isPaused ? this.words.resume : this.words.pause, () => this.toggle(row)],
      [this.words.cancel, () => this.remove(row)],
    ];
  }

  toggle(row) {
    const isPaused = this.transfers.toggle(row.id);
    this.files.get(row.id).speed.reset();
    this.telling.paused();
    if (isPaused) row.state(this.words.paused, "caution");
    row.acts(this.actsOfSending(row, isPaused));
    row.part("acts").firstElementChild.focus();
  }

  /** What `Transfers` tells of one of this field's files. */
  progress(id, sent, size) {
    const row = this.rows.get(id);
    const speed = this.files.get(id)?.speed;
    if (!row || !speed) return;
    speed.add(sent);
    row.progress(sent / size);
    row.state(sendingWords({ sent, size, speed }, this.words));
    this.telling.progress(id, sent);
  }

  retrying(id) {
    const words = navigator.onLine ? this.words.retry : this.words.offline;
    this.rows.get(id)?.state(words, "caution");
    this.telling.interrupted(words);
  }

  refused(id, error) {
    const row = this.rows.get(id);
    this.over(id);
    if (!row) return;
    row.fail(this.sentenceOf(error));
    this.say(`${row.facts.name}: ${this.sentenceOf(error)}`);
    this.settle(row);
  }

  async arrived(id) {
    const row = this.rows.get(id);
    if (!row) return null;
    row.progress(1);
    row.state(this.words.settling);
    row.acts([]);
    try {
      row.show(await this.endings.tell(id, await this.transfers.sha256(id), this.transfers.isLast(id)));
      this.takePlace(row);
      this.say(row.facts.error || filled(this.words.arrived, { name: row.facts.name }));
    } catch (error) {
      if (error.code === "upload_not_arrived") return this.transfers.again(id);
      row.fail(this.sentenceOf(error));
    }
    this.transfers.forget(id);
    this.over(id, row.facts.state !== "uploading");
    this.settle(row);
    return this.changed();
  }

  over(id, hasArrived = false) {
    this.files.delete(id);
    this.telling.over(id, { hasArrived });
  }

  /** A file that has arrived stands in the place of the one that it replaces, with its words. */
  takePlace(row) {
    const old = this.rows.get(row.replaces);
    if (!old || row.facts.state === "refused") return;
    row.takeWords(old);
    this.rows.delete(old.id);
    old.remove();
    row.controls[0]?.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Says how much room there is for more; nothing while there is plenty. */
  showLeft(words = "") {
    const line = this.area.querySelector("[data-files-left]");
    Object.assign(line, { hidden: !words, textContent: words });
  }

  async remove(row) {
    row.acts([]);
    const drop = await this.transfers.hold(row.id);
    try {
      await this.server.remove(row.id);
    } catch (error) {
      row.fail(this.sentenceOf(error));
      return this.files.has(row.id) ? this.toggle(row) : this.settle(row);
    }
    drop();
    this.rows.delete(row.id);
    this.over(row.id);
    row.remove();
    this.say(filled(this.words.removed, { name: row.facts.name }));
    this.area.focus();
    return this.changed();
  }

  say(sentence) {
    this.area.querySelector("[data-files-said]").textContent = sentence;
  }
}
