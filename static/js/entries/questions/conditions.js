// Questions that are asked only where another is answered a certain way. What was typed into a hidden one is kept.

export class Conditions {
  constructor(form, rules, changed) {
    Object.assign(this, { form, rules, changed });
    form.addEventListener("input", () => this.look());
    form.addEventListener("change", () => this.look());
    this.look();
  }

  /** In the form's order: a question that hangs on a hidden one is hidden too. */
  look() {
    const given = new FormData(this.form);
    let moved = false;
    for (const { id, control, question, answers } of this.rules) {
      const place = this.placeOf(id);
      const isAsked = !this.placeOf(question)?.hidden && given.getAll(control).some((value) => answers.includes(value));
      if (!place || place.hidden !== isAsked) continue;
      moved = true;
      place.hidden = !isAsked;
      const part = document.querySelector(`[data-part="${CSS.escape(id)}"]`);
      if (part) part.hidden = !isAsked;
    }
    if (moved) this.changed();
  }

  placeOf(id) {
    return this.form.querySelector(`[data-question="${CSS.escape(id)}"]`);
  }
}
