// Two versions side by side, and the reader's choice. The words stand in the template that saved_line() brings.

function pair(template, { name, mine, theirs }) {
  const row = template.content.cloneNode(true);
  row.querySelector("[data-name]").textContent = name;
  row.querySelector("[data-mine]").textContent = mine || "—";
  row.querySelector("[data-theirs]").textContent = theirs || "—";
  return row;
}

/** Shows what differs under the saved line; `choose` holds what each of the two buttons does. */
export function showConflict(line, unlike, choose) {
  line.querySelector(".conflict")?.remove();
  const view = line.querySelector("[data-conflict-view]").content.cloneNode(true).firstElementChild;
  const template = view.querySelector("[data-difference]");
  view.querySelector("[data-differences]").append(...unlike.map((difference) => pair(template, difference)));
  const decide = (act) => () => (view.remove(), act());
  view.querySelector("[data-keep-mine]").addEventListener("click", decide(choose.mine));
  view.querySelector("[data-take-theirs]").addEventListener("click", decide(choose.theirs));
  line.append(view);
  view.focus();
}
