// Where two versions of a form meet: another tab's, another person's, or what an earlier visit could not send. What only
// one side changed is put together by itself; what both changed the reader decides, answer by answer. Nothing is dropped.
import { answersOf } from "./answers.js";
import { showConflict } from "./conflict.js";
import { forget, keptOf } from "./kept.js";
import { answersIn, areSame, compared, merged, unitsOf } from "./merge.js";
import { hear, openTabs } from "./tabs.js";

export class Meeting {
  constructor(saved) {
    Object.assign(this, { saved, form: saved.form, left: [] });
    hear((message) => this.heard(message));
  }

  /** Another tab of this browser has saved; a save of ours that is on its way hears of it from the server. */
  heard({ saved: values, person, url, version, tab }) {
    const { saved } = this;
    if (!values || person !== saved.person || url !== saved.url || tab === saved.tab) return;
    if (version > saved.version && !saved.sending && !saved.stopped) this.join(version, values, "elsewhere");
  }

  /** The server refused our save and told its version. What it got from us, though the answer was lost, is ours. */
  conflict({ version, theirs = {} }) {
    const { saved } = this;
    const told = answersIn(theirs);
    if (saved.maybe && areSame(this.form, saved.maybe, told)) saved.base = saved.maybe;
    this.join(version, told, "joined");
  }

  join(version, theirs, state) {
    const { taken, unlike } = compared(this.form, this.saved.base, answersOf(this.form), theirs);
    this.decide(unlike, theirs, (chosen) => {
      this.saved.fill(merged(this.form, answersOf(this.form), theirs, [...taken, ...chosen]));
      this.saved.acknowledge(version, theirs);
      this.settle(theirs, state);
    });
  }

  /** Nothing is sent where all that differed was theirs. */
  settle(theirs, state) {
    const { saved } = this;
    if (!areSame(this.form, answersOf(this.form), theirs)) return saved.goOn(0);
    Object.assign(saved, { dirty: false, stopped: false });
    saved.say(state);
    return saved.forget();
  }

  /** Asks about each unit that both sides changed; `act` gets those of which theirs is taken. */
  decide(unlike, theirs, act) {
    if (!unlike.length) return act([]);
    const { saved, form } = this;
    const [here, there] = [unitsOf(form, answersOf(form)), unitsOf(form, theirs)];
    saved.stopped = true;
    saved.say("conflict");
    const differences = unlike.map((unit) => ({ unit, mine: here.get(unit), theirs: there.get(unit) }));
    return showConflict(saved.line, form, differences, act);
  }

  /** Looks for what this tab, or one that is gone, could not send. */
  async restore() {
    const [records, open] = await Promise.all([keptOf(this.saved.place), openTabs()]);
    this.left = records.filter(({ tab }) => tab === this.saved.tab || !open.has(tab));
    this.next();
  }

  /** Takes the next of these up, once all else is saved. */
  next() {
    const record = this.left.shift();
    if (!record) return;
    if (record.tab !== this.saved.tab || areSame(this.form, record.values, answersOf(this.form))) forget(record);
    if (areSame(this.form, record.values, answersOf(this.form))) return this.next();
    const isUntouched = !this.saved.dirty && !this.saved.wasRestored;
    this.saved.wasRestored = true;
    return isUntouched ? this.takeUp(record) : this.offer(record);
  }

  /** Goes on where the visit ended: if the server moved on, its answer to this save shows both. */
  takeUp({ version, base, unanswered, values }) {
    const { saved } = this;
    Object.assign(saved, { version, base, unanswered, maybe: null });
    saved.fill(values);
    saved.say("restored");
    saved.goOn(100);
  }

  /** A second one that was left behind, or one that the reader was quicker than: it meets what stands in the form. */
  offer({ base, values }) {
    const { taken, unlike } = compared(this.form, base, answersOf(this.form), values);
    this.decide(unlike, values, (chosen) => {
      this.saved.fill(merged(this.form, answersOf(this.form), values, [...taken, ...chosen]));
      this.saved.goOn(0);
    });
  }
}
