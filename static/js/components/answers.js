// The answers in a form as pairs of name and text, to send, to keep, to compare and to put back.
import { growFor } from "./grow.js";

const OURS = new Set(["csrf_token", "version"]);

/** Every answer but files, the token and the version, in the order of the form. */
export function answersOf(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !OURS.has(name));
}

/** All texts given under one name: several for boxes that can be chosen together. */
const textsOf = (answers, name) => answers.filter(([other]) => other === name).map(([, text]) => text);

export function putBack(form, answers) {
  growFor(form, answers.map(([name]) => name));
  for (const field of form.elements) {
    if (!field.name || OURS.has(field.name) || ["file", "submit", "button", "hidden"].includes(field.type)) continue;
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

/** What a reader would call the field: its legend, its label, or its name. */
function nameOf(form, name) {
  const field = form.querySelector(`[name="${CSS.escape(name)}"]`);
  const group = field?.type === "radio" || field?.type === "checkbox" ? field.closest("fieldset") : null;
  // The first words name it; after them may stand "optional" or a weight.
  return (group?.querySelector("legend") ?? field?.labels?.[0])?.firstChild?.textContent.trim() || name;
}

function inWords(form, name, texts) {
  const field = (text) => form.querySelector(`[name="${CSS.escape(name)}"][value="${CSS.escape(text)}"]`);
  return texts.map((text) => labelled(field(text), text)).join(", ");
}

/** The answers that differ: `[{field, name, mine, theirs}]`, but for the field in words; `theirs` maps a name to its text or texts. */
export function differences(form, mine, theirs) {
  return Object.entries(theirs)
    .map(([name, other]) => ({ name, here: textsOf(mine, name), there: [other].flat().map((text) => String(text ?? "")) }))
    .filter(({ here, there }) => here.join("\n") !== there.join("\n") && (here.length || there.join("")))
    .map(({ name, here, there }) => ({
      field: name,
      name: nameOf(form, name),
      mine: inWords(form, name, here),
      theirs: inWords(form, name, there),
    }));
}

/** My answers, but for those whose names are `taken`: these as they are in `theirs`. */
export function merged(mine, theirs, taken) {
  const others = taken.flatMap((name) => [theirs[name]].flat().map((text) => [name, String(text ?? "")]));
  return [...mine.filter(([name]) => !taken.includes(name)), ...others];
}
