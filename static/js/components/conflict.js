// Two versions side by side, and the reader's choice for each answer. The words stand in the template that saved_line() brings.

function pair(template, { field, name, mine, theirs }) {
  const row = template.content.cloneNode(true);
  row.querySelector("[data-name]").textContent = name;
  row.querySelector("[data-mine]").textContent = mine || "—";
  row.querySelector("[data-theirs]").textContent = theirs || "—";
  for (const choice of row.querySelectorAll("input")) choice.name = `conflict ${field}`;
  row.querySelector("[value=theirs]").dataset.takes = field;
  return row;
}

/** Where both versions are laid out: the page's own place for it, else under the saved line. */
const placeOf = (line, form) => document.querySelector(`[data-conflict-for="${form.id}"]`) ?? line;

/** Shows what differs; `decide` gets the names of the answers whose newer version the reader takes. */
export function showConflict(line, form, unlike, decide) {
  const place = placeOf(line, form);
  place.querySelector(".conflict")?.remove();
  const view = line.querySelector("[data-conflict-view]").content.cloneNode(true).firstElementChild;
  const template = view.querySelector("[data-difference]");
  view.querySelector("[data-differences]").append(...unlike.map((difference) => pair(template, difference)));
  view.querySelector("[data-decide]").addEventListener("click", () => {
    const taken = [...view.querySelectorAll("[data-takes]:checked")].map((choice) => choice.dataset.takes);
    view.remove();
    decide(taken);
  });
  place.append(view);
  view.focus();
}
