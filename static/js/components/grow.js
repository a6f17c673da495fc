// Lists that grow: [data-rows="NAME"] holds the rows, template[data-row="NAME"] one of them; {row} in it is its number.

/** Adds the row of this number at the end, and returns it. */
export function addRow(list, number) {
  const template = document.querySelector(`template[data-row="${CSS.escape(list.dataset.rows)}"]`);
  const row = template.content.cloneNode(true).firstElementChild;
  for (const one of [row, ...row.querySelectorAll("*")])
    for (const attribute of one.attributes) attribute.value = attribute.value.replaceAll("{row}", number);
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
