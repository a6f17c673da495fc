// How many characters are left of a long text. Nothing is cut off: too many are counted and said.
import { length, mostOf } from "./characters.js";

function count(note, field) {
  const text = field.value.trim();
  const left = mostOf(text, field.dataset.limit, field.dataset.limitChinese) - length(text);
  const words = left < 0 ? note.dataset.over : note.dataset.left;
  note.textContent = words.replace("{number}", new Intl.NumberFormat(document.documentElement.lang).format(Math.abs(left)));
  note.classList.toggle("counter-over", left < 0);
}

export function watchCounter(note) {
  const field = document.getElementById(note.dataset.counter);
  if (!field?.dataset.limit) return;
  field.addEventListener("input", () => count(note, field));
  count(note, field);
}

export function counters(root) {
  for (const note of root.querySelectorAll("[data-counter]")) watchCounter(note);
}
