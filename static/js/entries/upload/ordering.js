// The order of the files of a question: by buttons, by the grip with the arrow keys, and by dragging the grip.
import { filled } from "./format.js";

export class Ordering {
  constructor(field) {
    this.field = field;
  }

  /** The acts that move a row. The grip is dragged, and with the focus on it the arrow keys move it. */
  actsOf(row) {
    const { words } = this.field;
    return [
      [words.earlier, () => this.step(row, -1, "up"), "up"],
      [words.later, () => this.step(row, 1, "down"), "down"],
      [words.drag, null, "grip"],
    ];
  }

  watch(row) {
    const grip = row.act("grip");
    grip?.addEventListener("pointerdown", (event) => this.drag(row, grip, event));
    grip?.addEventListener("keydown", (event) => {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (by) (event.preventDefault(), this.step(row, by, "grip"));
    });
  }

  get ids() {
    return [...this.field.list.children].map(({ id }) => id.replace("file-", "")).filter((id) => this.field.rows.has(id));
  }

  step(row, by, act) {
    const other = by < 0 ? row.element.previousElementSibling : row.element.nextElementSibling;
    if (!other) return this.field.say(filled(this.field.words.moved, this.placeOf(row)));
    if (by < 0) other.before(row.element);
    else other.after(row.element);
    row.act(act).focus();
    return this.settle(row);
  }

  drag(row, grip, event) {
    if (event.button) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    const before = this.ids.join();
    row.element.dataset.dragged = "";
    const move = ({ clientY }) => this.lay(row, clientY);
    const end = () => {
      grip.removeEventListener("pointermove", move);
      delete row.element.dataset.dragged;
      if (this.ids.join() !== before) this.settle(row);
    };
    grip.addEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) grip.addEventListener(name, end, { once: true });
  }

  /** Lets the rows pass that the pointer has crossed. They move, not the row itself: a moved one loses its pointer. */
  lay(row, y) {
    const middle = (one) => one.getBoundingClientRect().top + one.offsetHeight / 2;
    const { element } = row;
    for (let next = element.nextElementSibling; next && y > middle(next); next = element.nextElementSibling) element.before(next);
    for (let last = element.previousElementSibling; last && y < middle(last); last = element.previousElementSibling)
      element.after(last);
  }

  placeOf(row) {
    return { name: row.facts.name, place: this.ids.indexOf(row.id) + 1, number: this.ids.length };
  }

  settle(row) {
    const { field } = this;
    field.say(filled(field.words.moved, this.placeOf(row)));
    return field.server.order(field.id, this.ids).then(field.changed, (error) => row.fail(field.sentenceOf(error)));
  }
}
