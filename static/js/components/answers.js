// The answers in a form as pairs of name and text, to send, to keep, to compare and to put back.
import { clearRows, growFor } from "./grow.js";

const OURS = new Set(["csrf_token", "version", "saved_as", "unanswered", "looked"]);

/** What a form carries for itself; the questions that it names are no answers either. */
export const isOurs = (name) => OURS.has(name) || name === "asked" || name.startsWith("take-");

/** Every answer but files, the token and the version, in the order of the form. */
export function answersOf(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !OURS.has(name));
}

/** All texts given under one name: several for boxes that can be chosen together. */
const textsOf = (answers, name) => answers.filter(([other]) => other === name).map(([, text]) => text);

export function putBack(form, answers) {
  clearRows(form, answers.map(([name]) => name));
  growFor(form, answers.map(([name]) => name));
  for (const field of form.elements) {
    if (!field.name || isOurs(field.name) || ["file", "submit", "button", "hidden"].includes(field.type)) continue;
    const texts = textsOf(answers, field.name);
    if (field.type === "radio" || field.type === "checkbox") field.checked = texts.includes(field.value);
    else if (field instanceof HTMLSelectElement && field.multiple)
      for (const option of field.options) option.selected = texts.includes(option.value);
    else if (texts.length) field.value = texts[0];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const labelled = (field, text) =>
  field?.type === "radio" || field?.type === "checkbox" || field instanceof HTMLSelectElement
    ? (field.labels?.[0]?.textContent.trim() ?? field.selectedOptions?.[0]?.textContent ?? text)
    : text;

const named = (form, name) => form.querySelector(`[name="${CSS.escape(name)}"]`);

/** What a reader would call a field or a list: its legend, its label, or its name. */
export function nameOf(form, name) {
  const field = named(form, name);
  const isChoice = field?.type === "radio" || field?.type === "checkbox";
  const group = isChoice ? field.closest("fieldset") : document.getElementById(name)?.closest("fieldset");
  // The first words name it; after them may stand "optional" or a weight.
  const label = group?.querySelector("legend") ?? field?.labels?.[0];
  return label?.firstChild?.textContent.trim() || name;
}

/** One answer as its control says it. */
function inWords(form, [name, text]) {
  const field = form.querySelector(`[name="${CSS.escape(name)}"][value="${CSS.escape(text)}"]`);
  if (field) return labelled(field, text);
  const option = [...(named(form, name)?.options ?? [])].find(({ value }) => value === text);
  return option?.textContent ?? text;
}

function rowsIn(unit, pairs) {
  const rows = new Map();
  for (const pair of pairs) {
    const row = pair[0].slice(unit.length + 1).split("-")[0];
    rows.set(row, [...(rows.get(row) ?? []), pair]);
  }
  return rows;
}

/** All that a unit says: a list of rows one row a line. */
export function wordsOf(form, unit, pairs = []) {
  const rows = rowsIn(unit, pairs);
  if (!pairs.length || pairs[0][0] === unit) return pairs.map((pair) => inWords(form, pair)).join(", ");
  return [...rows.values()].map((row) => row.map((pair) => inWords(form, pair)).join(" · ")).join("\n");
}
