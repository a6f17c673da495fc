// One question for files: the place where they are given, and the row of each from choosing to verified.
import { Speed, filled, sizeWords, timeLeft } from "./format.js";
import { Giving } from "./giving.js";
import { Ordering } from "./ordering.js";
import { Row } from "./row.js";

// Pictures of more files at once take longer to draw than our own take to come.
const MOST_PREVIEWS = 4;
const UNSETTLED = new Set(["landed", "verified", "scanned"]);

export class FilesField {
  constructor(area, rules, given) {
    // The page's server, transfers, endings, hashing and words; whether it may be changed, and whom a change is told.
    Object.assign(this, { area, rules, ...given, rows: new Map(), files: new Map() });
    this.id = area.dataset.files;
    this.list = area.querySelector("[data-files-list]");
    this.giving = new Giving(this);
    this.ordering = new Ordering(this);
    for (const facts of rules.files) this.add(facts);
  }

  get count() {
    return [...this.rows.values()].filter((row) => row.facts.state !== "refused").length;
  }

  isUnsettled() {
    return [...this.rows.values()].some((row) => UNSETTLED.has(row.facts.state));
  }

  opened(line, file) {
    if (!line.id) return this.refuse(file, line.message);
    this.add(line);
    return this.send(line, file, line.signed);
  }

  sentenceOf(error) {
    return error.status === 401 ? this.words.signed_out : (error.said ?? this.words.failed);
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
    const seconds = speed.secondsFor(size - sent);
    const words = filled(this.words.sending, { sent: sizeWords(sent), size: sizeWords(size) });
    row.progress(sent / size);
    row.state(seconds === null ? words : `${words} · ${timeLeft(seconds, this.words)}`);
  }

  retrying(id) {
    this.rows.get(id)?.state(navigator.onLine ? this.words.retry : this.words.offline, "caution");
  }

  refused(id, error) {
    const row = this.rows.get(id);
    this.files.delete(id);
    row?.fail(this.sentenceOf(error));
    if (row) this.settle(row);
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
    this.files.delete(id);
    this.settle(row);
    return this.changed();
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

  /** Draws what the server says, but leaves what is being sent to its own telling. */
  update(all) {
    for (const facts of all) {
      const row = this.rows.get(facts.id);
      const isDrawn = row && row.facts.state === facts.state && !row.facts.thumbnail === !facts.thumbnail;
      if (!row || this.files.has(facts.id) || isDrawn) continue;
      row.show(facts);
      this.settle(row);
    }
  }

  /** Draws how far files are that are not being sent; returns the states that are new. */
  stand(states) {
    const moved = [...this.rows.values()].filter(
      ({ id, facts }) => !this.files.has(id) && states[id] && states[id].state !== facts.state,
    );
    for (const row of moved) {
      row.show({ ...row.facts, ...states[row.id] });
      this.settle(row);
    }
    return moved.map(({ facts }) => facts.state);
  }

  /** Says how much room there is for more; nothing while there is plenty. */
  showLeft(words = "") {
    const line = this.area.querySelector("[data-files-left]");
    Object.assign(line, { hidden: !words, textContent: words });
  }

  async remove(row) {
    row.acts([]);
    await this.transfers.cancel(row.id);
    try {
      await this.server.remove(row.id);
    } catch (error) {
      row.fail(this.sentenceOf(error));
      return this.settle(row);
    }
    this.rows.delete(row.id);
    this.files.delete(row.id);
    row.remove();
    this.say(filled(this.words.removed, { name: row.facts.name }));
    this.area.focus();
    return this.changed();
  }

  say(sentence) {
    this.area.querySelector("[data-files-said]").textContent = sentence;
  }
}
