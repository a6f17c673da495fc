// Saves a form while it is being written. A form says where and from which version:
//   <form data-autosave="URL" data-version="3"> … saved_line() … </form>
// We POST its answers with `version`; the server answers 200 {version, saved_at}, 409 {values: {version, theirs}} when
// somebody saved meanwhile, 422 {message, errors: {name: sentence}} or 401. What is not saved is kept on this device.
import { answersOf, differences, merged, putBack } from "./answers.js";
import { showConflict } from "./conflict.js";
import { forget, keep, kept } from "./kept.js";
import { clockTime } from "./times.js";

const PAUSE = 1200;
const TRY_AGAIN = [2000, 5000, 15000, 30000];

class SavedForm {
  constructor(form, line) {
    Object.assign(this, { form, line, url: form.dataset.autosave, version: Number(form.dataset.version || 0) });
    this.words = line.querySelector("[data-saved-words]");
    this.dirty = this.sending = this.composing = this.stopped = false;
    this.failures = 0;
    this.listen();
    this.restore();
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
    addEventListener("beforeunload", (event) => this.isAtRisk() && event.preventDefault());
  }

  isAtRisk() {
    return this.dirty && !this.leaving && !this.isKept;
  }

  changed(event, pause = PAUSE) {
    if (event?.target.type === "file" || (event && !event.target.name)) return;
    this.dirty = true;
    this.isKept = keep(this.url, this.version, answersOf(this.form));
    if (!this.composing && !event?.isComposing) this.wait(pause);
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

  wait(pause) {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => this.send(), pause);
  }

  async send({ keepalive = false } = {}) {
    if (this.sending || this.composing || this.stopped) return;
    Object.assign(this, { sending: true, dirty: false });
    this.say("saving");
    const sent = answersOf(this.form);
    const answer = await this.post(sent, keepalive).catch(() => null);
    this.sending = false;
    await this.take(answer, sent);
    const { onward } = this;
    this.onward = null;
    if (onward && answer?.ok) return onward();
    if (this.dirty && answer?.ok) this.wait(PAUSE);
  }

  post(answers, keepalive) {
    const token = this.form.elements.csrf_token?.value ?? "";
    return fetch(this.url, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token },
      body: new URLSearchParams([...answers, ["version", String(this.version)]]),
      keepalive,
    });
  }

  async take(answer, sent) {
    const body = await answer?.json().catch(() => null);
    if (answer?.ok && body) return this.saved(body);
    this.dirty = true;
    this.isKept = keep(this.url, this.version, sent);
    if (answer?.status === 409 && body) return this.conflict(body.values ?? body);
    if (answer?.status === 401) return this.say("signed-out");
    if (answer && answer.status >= 400 && answer.status < 500 && answer.status !== 429) return this.refused(body);
    return this.failed();
  }

  saved(body) {
    const { version, saved_at: at } = body;
    this.version = version;
    this.failures = 0;
    if (this.form.elements.version) this.form.elements.version.value = version;
    if (!this.dirty) forget(this.url);
    this.say("done", clockTime(at ?? new Date()));
    this.form.dispatchEvent(new CustomEvent("facet:saved", { bubbles: true, detail: body }));
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

  conflict({ version, theirs = {} }) {
    const unlike = differences(this.form, answersOf(this.form), theirs);
    if (!unlike.length && version) return this.resolve(version);
    this.stopped = true;
    this.say("conflict");
    return showConflict(this.line, this.form, unlike, (taken) => {
      putBack(this.form, merged(answersOf(this.form), theirs, taken));
      this.resolve(version);
    });
  }

  /** The reader saw both versions: the next save builds on the newer one. */
  resolve(version) {
    Object.assign(this, { version, stopped: false, dirty: true });
    this.wait(0);
  }

  /** Puts back what an earlier visit could not save; if the server moved on, the answer to this save shows both. */
  restore() {
    const left = kept(this.url);
    if (!left) return;
    putBack(this.form, left.values);
    this.version = left.version;
    this.say("restored");
    this.dirty = true;
    this.wait(100);
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
