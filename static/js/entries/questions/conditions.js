// Questions that are asked in some categories only, or where another is answered a certain way. What was typed into a
// hidden one is kept.

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
    for (const { id, needs } of this.rules) {
      const place = this.placeOf(id);
      const isAsked = needs.every((need) => this.holds(need, given));
      if (!place || place.hidden !== isAsked) continue;
      moved = true;
      place.hidden = !isAsked;
      const part = document.querySelector(`[data-part="${CSS.escape(id)}"]`);
      if (part) part.hidden = !isAsked;
    }
    if (moved) this.changed();
  }

  /** Where a changed question is not answered yet, the answer that its former version got decides. */
  holds({ question, control, answers, after, former = [] }, given) {
    if (question && this.placeOf(question)?.hidden) return false;
    const values = given.getAll(control).filter(Boolean);
    // A day, written as 2009-02-28, after another: then the days stand in the order of the letters.
    if (after) return values.some((value) => /^\d{4}-\d\d-\d\d$/.test(value) && value > after);
    return (values.length ? values : former).some((value) => answers.includes(value));
  }

  placeOf(id) {
    return this.form.querySelector(`[data-question="${CSS.escape(id)}"]`);
  }
}
