// Two versions side by side, and the reader's choice for each answer. The words stand in the template that saved_line() brings.
import { nameOf, wordsOf } from "./answers.js";

function pair(template, form, { unit, mine, theirs }) {
  const row = template.content.cloneNode(true);
  row.querySelector("[data-name]").textContent = nameOf(form, unit);
  row.querySelector("[data-mine]").textContent = wordsOf(form, unit, mine) || "—";
  row.querySelector("[data-theirs]").textContent = wordsOf(form, unit, theirs) || "—";
  for (const choice of row.querySelectorAll("input")) choice.name = `conflict ${unit}`;
  row.querySelector("[value=theirs]").dataset.takes = unit;
  return row;
}

/** Where both versions are laid out: the page's own place for it, else under the saved line. */
const placeOf = (line, form) => document.querySelector(`[data-conflict-for="${form.id}"]`) ?? line;

/** Shows what differs, `[{unit, mine, theirs}]`; `decide` gets the units whose newer version the reader takes. */
export function showConflict(line, form, unlike, decide) {
  const place = placeOf(line, form);
  place.querySelector(".conflict")?.remove();
  const view = line.querySelector("[data-conflict-view]").content.cloneNode(true).firstElementChild;
  const template = view.querySelector("[data-difference]");
  view.querySelector("[data-differences]").append(...unlike.map((difference) => pair(template, form, difference)));
  view.querySelector("[data-decide]").addEventListener("click", () => {
    const taken = [...view.querySelectorAll("[data-takes]:checked")].map((choice) => choice.dataset.takes);
    view.remove();
    decide(taken);
  });
  place.append(view);
  view.focus();
}
