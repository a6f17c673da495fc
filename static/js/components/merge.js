// Two versions of a form and the one that both began with: what only one side changed is nobody's question.
import { isOurs } from "./answers.js";

/** What an answer is a part of: a list of rows is one whole, everything else stands for itself. */
export function unitOf(form, name) {
  const list = [...form.querySelectorAll("[data-rows]")].find(({ dataset }) => name.startsWith(`${dataset.rows}-`));
  return list ? list.dataset.rows : name;
}

/** The answers of a form by unit, as `Map` of unit to `[[name, text], …]` without those that are empty. */
export function unitsOf(form, answers) {
  const units = new Map();
  for (const [name, text] of answers) {
    if (isOurs(name) || !text.trim()) continue;
    const unit = unitOf(form, name);
    units.set(unit, [...(units.get(unit) ?? []), [name, text]]);
  }
  return units;
}

/** What a server leaves of a text: no blanks around it, composed letters. */
const plain = (text) => text.replaceAll("\r\n", "\n").normalize("NFC").trim();

/** Rows are counted anew by whoever saves them: only their order says which is which. */
function said(unit, pairs = []) {
  const rows = new Map();
  return JSON.stringify(
    pairs.map(([name, text]) => {
      if (name === unit) return plain(text);
      const [row, ...part] = name.slice(unit.length + 1).split("-");
      if (!rows.has(row)) rows.set(row, rows.size);
      return [rows.get(row), part.join("-"), plain(text)];
    }),
  );
}

export const isSame = (unit, mine, theirs) => said(unit, mine) === said(unit, theirs);

/** Whether two versions of a form say the same. */
export function areSame(form, mine, theirs) {
  const [here, there] = [unitsOf(form, mine), unitsOf(form, theirs)];
  return [...new Set([...here.keys(), ...there.keys()])].every((unit) => isSame(unit, here.get(unit), there.get(unit)));
}

/** The units that only they changed (`taken`), and those that both did, each in another way (`unlike`). */
export function compared(form, base, mine, theirs) {
  const [before, here, there] = [base, mine, theirs].map((answers) => unitsOf(form, answers));
  const units = [...new Set([...here.keys(), ...there.keys(), ...before.keys()])];
  const differ = units.filter((unit) => !isSame(unit, here.get(unit), there.get(unit)));
  const byThem = differ.filter((unit) => !isSame(unit, before.get(unit), there.get(unit)));
  const isMine = (unit) => !isSame(unit, before.get(unit), here.get(unit));
  return { taken: byThem.filter((unit) => !isMine(unit)), unlike: byThem.filter(isMine) };
}

/** My answers, but for the units that are taken: these as they are in theirs, or empty. */
export function merged(form, mine, theirs, taken) {
  const isTaken = ([name]) => taken.includes(unitOf(form, name));
  const names = new Set(theirs.map(([name]) => name));
  const emptied = mine.filter(([name]) => taken.includes(name) && !names.has(name)).map(([name]) => [name, ""]);
  return [...mine.filter((pair) => !isTaken(pair)), ...emptied, ...theirs.filter(isTaken)];
}

/** What a server tells of a form, `{name: text or texts}`, as answers. */
export const answersIn = (told) =>
  Object.entries(told).flatMap(([name, texts]) => [texts].flat().map((text) => [name, String(text ?? "")]));
