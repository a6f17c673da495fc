// Lists that grow: [data-rows="NAME"] holds the rows, template[data-row="NAME"] one of them; {row} in it is its number.

/** Offers what the same control of another row offers: a list of all countries comes once. */
function likeItsNeighbours(select, list) {
  const part = select.name.slice(select.name.lastIndexOf("-"));
  const known = list.querySelector(`select[name$="${CSS.escape(part)}"]`);
  for (const option of known?.options ?? []) select.add(new Option(option.text, option.value));
}

/** Adds the row of this number at the end, and returns it. */
export function addRow(list, number) {
  const template = document.querySelector(`template[data-row="${CSS.escape(list.dataset.rows)}"]`);
  const row = template.content.cloneNode(true).firstElementChild;
  for (const one of [row, ...row.querySelectorAll("*")])
    for (const attribute of one.attributes) attribute.value = attribute.value.replaceAll("{row}", number);
  for (const select of row.querySelectorAll("select")) if (!select.options.length) likeItsNeighbours(select, list);
  list.append(row);
  return row;
}

/** Adds the rows that answers of these names belong to. */
export function growFor(form, names) {
  for (const list of form.querySelectorAll("[data-rows]")) {
    const begin = `${list.dataset.rows}-`;
    for (const name of names.filter((one) => one.startsWith(begin) && !form.elements[one]))
      if (!form.elements[name]) addRow(list, parseInt(name.slice(begin.length), 10));
  }
}

/** Takes out the rows that no answer of these names belongs to; where none is left an empty one stays. */
export function clearRows(form, names) {
  for (const list of form.querySelectorAll("[data-rows]")) {
    const begin = `${list.dataset.rows}-`;
    const numberIn = (name) => parseInt(name.slice(begin.length), 10);
    const kept = new Set(names.filter((name) => name.startsWith(begin)).map(numberIn));
    if (!kept.size && !list.querySelector(`[name^="${CSS.escape(begin)}"]`)) continue;
    for (const row of [...list.children]) {
      const control = row.querySelector(`[name^="${CSS.escape(begin)}"]`);
      if (control && !kept.has(numberIn(control.name)) && list.children.length > 1) row.remove();
    }
  }
}
