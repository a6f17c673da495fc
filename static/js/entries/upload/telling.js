// Tells who does not see the bars how far a question's files are: at each quarter of them all, and never in a hurry.
import { Speed, filled, shareWords, speedWords, timeLeft } from "./format.js";

const QUARTERS = 4;
const QUIET = 5000;

export class Telling {
  constructor(words, say) {
    Object.assign(this, { words, say });
    this.clear();
  }

  clear() {
    Object.assign(this, { files: new Map(), speed: new Speed(), told: 0, saidAt: null, isInterrupted: false });
  }

  begun(id, { name, size }) {
    this.files.set(id, { name, size, sent: 0 });
  }

  progress(id, sent, now = Date.now()) {
    const file = this.files.get(id);
    if (!file) return;
    file.sent = sent;
    this.isInterrupted = false;
    this.saidAt ??= now;
    const all = this.sum("sent");
    const share = all / this.sum("size");
    const quarter = Math.floor(share * QUARTERS);
    this.speed.add(all, now);
    this.told = Math.min(this.told, quarter);
    if (quarter === this.told || quarter === QUARTERS || now - this.saidAt < QUIET) return;
    Object.assign(this, { told: quarter, saidAt: now });
    this.say(this.sentence(share));
  }

  sentence(share) {
    const all = [...this.files.values()];
    const values = { name: all[0].name, number: all.length, share: shareWords(Math.floor(share * 100) / 100), speed: "", left: "" };
    const seconds = this.speed.secondsFor(this.sum("size") - this.sum("sent"));
    const kind = all.length > 1 ? "told_of_many" : "told_of_one";
    if (seconds === null) return filled(this.words[kind], values);
    const known = { speed: speedWords(this.speed.perSecond()), left: timeLeft(seconds, this.words) };
    return filled(this.words[`${kind}_with_speed`], { ...values, ...known });
  }

  sum(name) {
    return [...this.files.values()].reduce((all, file) => all + file[name], 0);
  }

  paused() {
    this.speed.reset();
  }

  /** Says once what holds all of them up, however many there are and however often it is tried. */
  interrupted(sentence) {
    if (!this.isInterrupted) this.say(sentence);
    this.isInterrupted = true;
    this.speed.reset();
  }

  /** A file has arrived, or is put away; with the last one all begins anew. */
  over(id, { hasArrived }) {
    const file = this.files.get(id);
    if (!file) return;
    file.isOver = true;
    if (hasArrived) file.sent = file.size;
    else this.files.delete(id);
    if (!hasArrived) this.speed.reset();
    if ([...this.files.values()].every((one) => one.isOver)) this.clear();
  }
}
