// How many characters are left of a long text. Nothing is cut off: too many are counted and said.

/** Characters as readers count them: 𠮷 and é are one each; a line end is one, as it is for the server. */
const length = (text) => [...text.normalize("NFC")].length;

function count(note, field) {
  const left = Number(field.dataset.limit) - length(field.value);
  const words = left < 0 ? note.dataset.over : note.dataset.left;
  note.textContent = words.replace("{number}", new Intl.NumberFormat(document.documentElement.lang).format(Math.abs(left)));
  note.classList.toggle("counter-over", left < 0);
}

export function counters(root) {
  for (const note of root.querySelectorAll("[data-counter]")) {
    const field = document.getElementById(note.dataset.counter);
    if (!field?.dataset.limit) continue;
    field.addEventListener("input", () => count(note, field));
    count(note, field);
  }
}
