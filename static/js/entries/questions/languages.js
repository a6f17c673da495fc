// The languages of the text: a language that is ticked brings a control beside each text, one that is unticked hides its own.
import { watchCounter } from "../../components/counter.js";

class Languages {
  constructor(form) {
    Object.assign(this, { form, blank: form.querySelector("template[data-version]") });
    form.elements.locale.addEventListener("input", () => this.look());
    for (const box of this.boxes) box.addEventListener("input", () => this.look());
    // A file that comes brings texts of its own.
    form.addEventListener("facet:file-came", () => this.look());
    this.look();
  }

  get boxes() {
    return [...this.form.querySelectorAll("input[name=languages]")];
  }

  look() {
    const original = this.form.elements.locale.value;
    for (const box of this.boxes) box.closest(".choice").hidden = box.value === original;
    const spoken = this.boxes.filter((box) => box.checked && box.value !== original);
    for (const texts of this.form.querySelectorAll("[data-versions]")) this.lay(texts, original, spoken);
  }

  lay(texts, original, spoken) {
    texts.toggleAttribute("data-many", spoken.length > 0);
    const label = this.boxes.find((box) => box.value === original)?.labels[0];
    for (const control of texts.querySelector("[data-original]").querySelectorAll("input, textarea")) control.lang = label.lang;
    for (const box of spoken) if (!this.versionIn(texts, box.value)) this.add(texts, box);
    for (const version of texts.querySelectorAll("[data-language]"))
      version.hidden = !spoken.some((box) => box.value === version.dataset.language);
  }

  versionIn = (texts, code) => texts.querySelector(`[data-language="${code}"]`);

  /** A control like the original's, empty, under its own name and called by the language too. */
  add(texts, box) {
    const name = texts.dataset.versions;
    const version = this.blank.content.cloneNode(true).firstElementChild;
    const field = texts.querySelector("[data-original] > .field").cloneNode(true);
    field.querySelector(".field-error")?.remove();
    field.querySelector(".field-help")?.remove();
    field.querySelector(".field-optional")?.remove();
    field.classList.remove("field-wrong");
    for (const one of field.querySelectorAll("*"))
      for (const attribute of one.attributes)
        if (attribute.value === name) attribute.value = `${name}-${box.value}`;
    field.querySelector("label").append(` · ${box.labels[0].textContent}`);
    const control = field.querySelector("input, textarea");
    if (control.dataset.said) control.dataset.said += `-${box.value}`;
    this.empty(control, box.labels[0].lang);
    version.dataset.language = box.value;
    version.prepend(field);
    texts.append(version);
    for (const note of field.querySelectorAll("[data-counter]")) watchCounter(note);
  }

  empty(control, lang) {
    control.removeAttribute("aria-describedby");
    control.removeAttribute("aria-invalid");
    control.removeAttribute("required");
    Object.assign(control, { lang, value: "", defaultValue: "" });
  }
}

/** A form of some parts only has no choice of languages. */
export const watchLanguages = (form) => (form.elements.locale ? new Languages(form) : null);
