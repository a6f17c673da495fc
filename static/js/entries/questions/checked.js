// Says at a question why its answer is not taken, once one has left it; the way to handing in leads back to the first.
import { faultOf, faultOfRows } from "./rules.js";

let isPressed = false;
addEventListener("pointerdown", () => (isPressed = true), { capture: true });
for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => (isPressed = false), { capture: true });

/** A sentence that appears moves what stands below it: never between a press and its release, or the click is lost. */
const calmly = (act) => (isPressed ? addEventListener("pointerup", () => setTimeout(act), { once: true }) : act());

class Checked {
  constructor(form, name, rule, template) {
    Object.assign(this, { form, name, rule, template });
    this.isList = rule.kind === "materials" || rule.kind === "team";
    this.isGroup = this.isList || Boolean(rule.parts);
    this.names = this.isList ? [] : (rule.parts ?? [""]).map((part) => name + part);
    this.box = this.isGroup ? document.getElementById(name) : this.controls[0]?.closest(".field");
    this.box?.addEventListener("focusout", (event) => this.left(event));
    this.box?.addEventListener("change", () => this.isGroup || calmly(() => this.look()));
  }

  /** A group of controls is judged once it is left as a whole. */
  left({ relatedTarget }) {
    if (this.isGroup && !this.box.contains(relatedTarget)) calmly(() => this.look());
  }

  get controls() {
    return this.names.flatMap((name) => [...this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)]);
  }

  texts() {
    const given = new FormData(this.form);
    return this.names.flatMap((name) => given.getAll(name)).map(String);
  }

  /** The rows of a list that say anything, as `{part: text}`. */
  rows() {
    const rows = new Map();
    for (const [name, text] of new FormData(this.form)) {
      const [row, part] = name.startsWith(`${this.name}-`) ? name.slice(this.name.length + 1).split("-") : [];
      if (part && String(text).trim()) rows.set(row, { ...rows.get(row), [part]: String(text).trim() });
    }
    return [...rows.values()];
  }

  fault() {
    if (!this.box || this.box.closest("[hidden]")) return ["", 0];
    return this.isList ? faultOfRows(this.rule, this.rows()) : [faultOf(this.rule, this.texts()), 0];
  }

  /** Shows what is wrong, or takes back what was said; tells whether all is well. */
  look() {
    const [fault, row] = this.fault();
    const words = fault && this.rule.words[fault].replace("{row}", row);
    if (this.box) this.say(words);
    return !words;
  }

  say(words) {
    const { box, name } = this;
    const there = box.querySelector(":scope > .field-error");
    box.classList.toggle("field-wrong", Boolean(words));
    for (const control of this.controls) control.ariaInvalid = words ? "true" : null;
    if (!words) return there?.remove();
    if (there?.textContent.trim() === words) return;
    there?.remove();
    const note = this.template.content.cloneNode(true).firstElementChild;
    note.id = `${name}-error`;
    note.querySelector("[data-words]").textContent = words;
    box.insertBefore(note, box.querySelector(":scope > .field-under"));
    this.describe(note.id);
  }

  describe(id) {
    const target = this.box.matches("fieldset") ? this.box : this.controls[0];
    const ids = new Set((target.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
    target.setAttribute("aria-describedby", [...ids.add(id)].join(" "));
  }

  focus() {
    (this.controls[0] ?? this.box.querySelector("select, input:not([type=hidden])")).focus();
  }
}

export function watchAnswers(form, rules) {
  const template = form.querySelector("template[data-fault]");
  const checked = rules.map((rule) => new Checked(form, rule.name, rule, template));
  // Before the form's own listeners: they take a form that is sent for one that leaves the page.
  addEventListener(
    "submit",
    (event) => {
      if (event.target !== form || event.submitter?.value !== "review") return;
      const wrong = checked.filter((one) => !one.look());
      if (!wrong.length) return;
      event.preventDefault();
      wrong[0].focus();
    },
    { capture: true },
  );
}
