// What entrants will see, beside the form while it is written. The form goes unsaved to the server, which answers with the
// very page; here it is shown in a frame in which no script runs and nothing can be followed.

const PAUSE = 500;
const FOCUSABLE = "a[href], button, input, select, textarea, summary, iframe, audio, video, [tabindex], [contenteditable]";

class Preview {
  constructor(form, pane) {
    Object.assign(this, { form, pane, page: pane.querySelector("[data-preview-page]") });
    this.language = pane.querySelector("[data-preview-language]");
    this.said = pane.querySelector("[data-preview-said]");
    pane.hidden = false;
    // Out here no selector tells that the keyboard is in the frame.
    const tell = () => this.page.classList.toggle("preview-focused", document.activeElement === this.page);
    for (const event of ["focus", "blur"]) addEventListener(event, () => setTimeout(tell));
    for (const button of document.querySelectorAll("[data-preview-without]")) button.hidden = true;
    form.addEventListener("input", () => this.wait());
    form.addEventListener("change", () => this.wait());
    this.language.addEventListener("change", () => this.look());
    addEventListener("online", () => this.look());
    this.look();
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), PAUSE);
  }

  /** Asks for the page; of several answers on their way only the one to the last question counts. */
  async look() {
    this.asked?.abort();
    this.asked = new AbortController();
    const { signal } = this.asked;
    const answer = await fetch(this.language.value, { method: "POST", body: this.answers(), signal }).catch(() => null);
    if (signal.aborted) return;
    if (!answer) return this.say(this.said.dataset.offline);
    const html = await answer.text(); // Of a refusal too: what is not read stays open.
    if (!answer.ok) return this.say(this.said.dataset.wrong);
    this.show(html);
    return this.say("");
  }

  answers() {
    const given = new FormData(this.form);
    for (const [name, value] of [...given]) if (typeof value !== "string") given.delete(name);
    return new URLSearchParams(given);
  }

  show(html) {
    const seen = new DOMParser().parseFromString(html, "text/html");
    for (const one of seen.querySelectorAll("script, link[rel=alternate], link[rel=preload]")) one.remove();
    for (const link of seen.querySelectorAll("a[href]")) link.setAttribute("href", "#");
    for (const form of seen.querySelectorAll("form")) form.removeAttribute("action");
    for (const one of seen.querySelectorAll(FOCUSABLE)) one.tabIndex = -1; // One stop for the keyboard, and the arrows scroll.
    seen.documentElement.dataset.theme = document.documentElement.dataset.theme ?? "";
    const at = this.page.contentWindow?.scrollY ?? 0;
    this.page.addEventListener("load", () => this.stay(at), { once: true });
    this.page.srcdoc = seen.documentElement.outerHTML;
  }

  /** Stays at the place that the reader has scrolled to; at first, at what is being written. Only the frame scrolls. */
  stay(at) {
    const { contentWindow: inside, contentDocument: seen } = this.page;
    const written = this.isMoved ? null : seen.getElementById(this.pane.dataset.previewAt);
    inside.scrollTo({ top: written ? written.getBoundingClientRect().top : at, behavior: "instant" });
    this.isMoved = true;
  }

  say(words) {
    if (this.said.textContent !== words) this.said.textContent = words;
  }
}

const form = document.querySelector("form[data-previewed]");
const pane = document.querySelector("[data-preview]");
if (form && pane) new Preview(form, pane);
