// Lists of materials and of people: rows come and go by button, the focus goes along, and what changed is saved.
import { addRow } from "../../components/grow.js";

const rowsOf = (list) => [...list.querySelectorAll("[data-list-row]")];
const numberOf = (row) => Number(row.querySelector("[name=dropped]").value.split("-").at(-1));

class Rows {
  constructor(form, list) {
    Object.assign(this, { form, list, most: Number(list.dataset.most) });
    this.button = form.querySelector(`[data-add-row="${CSS.escape(list.dataset.rows)}"]`);
    this.button.addEventListener("click", () => this.add());
    list.addEventListener("click", (event) => this.remove(event));
    this.count();
  }

  add() {
    const number = Math.max(-1, ...rowsOf(this.list).map(numberOf)) + 1;
    addRow(this.list, number).querySelector("select, input").focus();
    this.count();
  }

  remove(event) {
    const button = event.target.closest("[name=dropped]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("[data-list-row]");
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    this.button.disabled = false;
    (next?.querySelector("[name=dropped]") ?? this.button).focus();
    this.count();
    this.form.elements.version.dispatchEvent(new Event("input", { bubbles: true }));
  }

  count() {
    this.button.disabled = rowsOf(this.list).length >= this.most;
  }
}

export function watchRows(form) {
  for (const list of form.querySelectorAll("[data-rows]")) new Rows(form, list);
}
