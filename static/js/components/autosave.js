// Saves a form while it is being written. A form says where and from which version:
//   <form data-autosave="URL" data-version="3"> … saved_line() … </form>
// We POST its answers with `version` (and with `data-names-saves` the name of this save and of those that got no answer,
// so that a lost answer is no conflict); the server answers 200 {version, saved_at}, 409 {values: {version, theirs}} when
// somebody saved meanwhile, 422 {message, errors: {name: sentence}} or 401. Every change is kept on this device at once,
// until the server has it: components/kept.js.
import { answersOf, putBack } from "./answers.js";
import { forget, keep } from "./kept.js";
import { Meeting } from "./meeting.js";
import { WayBack } from "./sign_in.js";
import { tell, thisTab } from "./tabs.js";
import { exactTime } from "./times.js";

const PAUSE = 1200;
const TRY_AGAIN = [2000, 5000, 15000, 30000];
const MOST_UNANSWERED = 50;

const nameless = () => crypto.randomUUID?.() ?? String(Math.random());

class SavedForm {
  constructor(form, line) {
    const person = document.body.dataset.person ?? "";
    Object.assign(this, { form, line, person, url: form.dataset.autosave, version: Number(form.dataset.version || 0) });
    Object.assign(this, { words: line.querySelector("[data-saved-words]"), failures: 0, unanswered: [] });
    this.dirty = this.sending = this.composing = this.stopped = this.quiet = false;
    this.base = answersOf(form);
    Object.assign(this, { meeting: new Meeting(this), wayBack: new WayBack(this) });
    this.ready = thisTab().then((tab) => (this.tab = tab));
    this.ready.then(() => this.meeting.restore());
    this.listen();
  }

  listen() {
    const { form } = this;
    form.addEventListener("compositionstart", () => (this.composing = true));
    form.addEventListener("compositionend", () => ((this.composing = false), this.changed()));
    form.addEventListener("input", (event) => this.changed(event));
    form.addEventListener("change", (event) => this.changed(event, event.target.type === "radio" ? 100 : PAUSE));
    form.addEventListener("focusout", () => this.dirty && this.wait(100));
    form.addEventListener("submit", (event) => this.leave(event));
    addEventListener("online", () => this.dirty && this.wait(100));
    addEventListener("pagehide", () => this.dirty && !this.leaving && this.send({ keepalive: true }));
    addEventListener("beforeunload", (event) => this.dirty && !this.leaving && !this.isKept && event.preventDefault());
    form.addEventListener("facet:settle", ({ detail }) => this.settle(detail));
  }

  changed(event, pause = PAUSE) {
    if (this.quiet || event?.target.type === "file" || (event && !event.target.name)) return;
    this.dirty = true;
    this.keep();
    if (!this.composing && !event?.isComposing) this.wait(pause);
  }

  /** One write at a time, and always of the newest words. */
  async keep() {
    this.isKept = false;
    if (this.keeping) return (this.keepAgain = true);
    this.keeping = true;
    await this.ready;
    do {
      this.keepAgain = false;
      const { version, base, unanswered } = this;
      this.isKept = await keep({ ...this.place, version, base, unanswered, values: answersOf(this.form) });
    } while (this.keepAgain);
    this.keeping = false;
    return this.isSettled && this.forget();
  }

  /** Whether the server has all there is. */
  get isSettled() {
    return !this.dirty && !this.unanswered.length;
  }

  get place() {
    return { person: this.person, url: this.url, tab: this.tab };
  }

  /** What the server has need not lie here. */
  forget() {
    if (!this.keeping) forget(this.place);
  }

  /** A form is sent only once the save on its way has come back: what is sent then names the newest version. */
  leave(event) {
    if (event.defaultPrevented) return;
    clearTimeout(this.timer);
    this.leaving = !this.sending;
    if (!this.sending) return;
    event.preventDefault();
    this.onward = () => this.form.requestSubmit(event.submitter);
  }

  /** Calls back once the server has all there is, and never if it does not take it. */
  settle(then) {
    if (this.isSettled) return then();
    this.onward = then;
    return this.sending || this.send();
  }

  wait(pause) {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => this.send(), pause);
  }

  async send({ keepalive = false } = {}) {
    if (this.sending || this.composing || this.stopped) return;
    Object.assign(this, { sending: true, dirty: false });
    this.say("saving");
    const [name, sent, before] = [nameless(), answersOf(this.form), this.unanswered];
    Object.assign(this, { maybe: sent, unanswered: [...before, name].slice(-MOST_UNANSWERED) });
    this.keep();
    const names = "namesSaves" in this.form.dataset ? [["saved_as", name], ["unanswered", before.join(" ")]] : [];
    const answer = await this.post([...sent, ...names], keepalive).catch(() => null);
    this.sending = false;
    await this.take(answer, sent);
    const { onward } = this;
    this.onward = null;
    if (onward && answer?.ok) return onward();
    if (this.dirty && answer?.ok) this.wait(PAUSE);
  }

  post(answers, keepalive) {
    const { csrf_token: { value: token = "" } = {}, looked } = this.form.elements;
    return fetch(this.url, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token },
      body: new URLSearchParams([...answers, ["version", String(this.version)], ...(looked ? [["looked", looked.value]] : [])]),
      keepalive,
    });
  }

  async take(answer, sent) {
    const body = await answer?.json().catch(() => null);
    if (answer?.ok && body) return this.saved(body, sent);
    this.dirty = true;
    this.keep();
    if (answer?.status === 409 && body) return this.meeting.conflict(body.values ?? body);
    if (answer?.status === 401 || (answer?.status === 400 && body?.code === "csrf")) return this.wayBack.look();
    if (answer && answer.status >= 400 && answer.status < 500 && answer.status !== 429) return this.refused(body);
    return this.failed();
  }

  saved(body, sent) {
    this.acknowledge(body.version, sent);
    this.failures = 0;
    if (this.isSettled) this.forget();
    this.say("done", exactTime(body.saved_at ?? new Date()));
    tell({ saved: sent, ...this.place, version: this.version });
    this.form.dispatchEvent(new CustomEvent("facet:saved", { bubbles: true, detail: body }));
    if (this.isSettled) this.meeting.next();
  }

  /** From here on, this is what the server has. */
  acknowledge(version, answers) {
    Object.assign(this, { version, base: answers, maybe: null, unanswered: [] });
    if (this.form.elements.version) this.form.elements.version.value = version;
  }

  failed() {
    this.say(navigator.onLine ? "failed" : "offline");
    this.wait(TRY_AGAIN[Math.min(this.failures, TRY_AGAIN.length - 1)]);
    this.failures += 1;
  }

  refused(body) {
    this.say("refused", "", body?.message);
    this.form.dispatchEvent(new CustomEvent("facet:refused", { bubbles: true, detail: body }));
  }

  /** Puts answers into the form without taking them for the reader's. */
  fill(answers) {
    this.quiet = true;
    putBack(this.form, answers);
    this.quiet = false;
  }

  /** What stands in the form now is to be sent. */
  goOn(pause) {
    Object.assign(this, { stopped: false, dirty: true });
    this.keep();
    this.wait(pause);
  }

  /** "Saving…" is seen but not read out; each result is announced. */
  say(state, time = "", words = "") {
    const name = state.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
    this.line.dataset.state = state;
    this.words.ariaHidden = state === "saving" ? "true" : null;
    this.words.textContent = words || this.line.dataset[name].replace("{time}", time);
  }
}

export function watchForms(root) {
  for (const form of root.querySelectorAll("form[data-autosave]")) {
    const line = form.querySelector("[data-saved]") ?? root.querySelector(`[data-saved-for="${form.id}"] [data-saved]`);
    if (line) new SavedForm(form, line);
  }
}
