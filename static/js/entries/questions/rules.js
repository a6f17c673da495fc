// Why an answer is not taken: the same law as competition/calls/rules, for the one who is writing it just now.
import { length, mostOf } from "../../components/characters.js";

const NUMBER = /^(-?)0*(\d*)(?:[.,](\d+))?$/;
const THOUSANDS = /^-?[1-9]\d{0,2}[.,]\d{3}$/;
const DAY = /^[12]\d{3}-\d{2}-\d{2}$/;
const SCHEMELESS = /^[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)+([/?#]\S*)?$/u;
const ADDRESS = /^https?:\/\/[^\s/?#@:.]+(\.[^\s/?#@:.]+)+(:\d{1,5})?([/?#][^\s<>"\\]*)?$/i;

/** Digits as they are stored, or null; `mark` is the decimal mark of the page's language. */
export function readNumber(text, mark) {
  const plain = text.normalize("NFKC").trim().replace("\u2212", "-");
  const found = NUMBER.exec(plain);
  if (!found || !(found[2] || found[3] || plain.includes("0"))) return null;
  if (THOUSANDS.test(plain) && !plain.includes(mark)) return null;
  const [, sign, whole, decimals = ""] = found;
  if (whole.length > 12 || decimals.length > 6) return null;
  const number = (whole || "0") + (decimals && `.${decimals}`);
  return sign && /[1-9]/.test(number) ? `-${number}` : number;
}

function ofNumber({ mark, decimals, least, most }, text) {
  const number = readNumber(text, mark);
  if (number === null) return "not_a_number";
  if ((number.split(".")[1] ?? "").length > decimals) return "too_precise";
  if (least !== null && Number(number) < Number(least)) return "too_small";
  return most !== null && Number(number) > Number(most) ? "too_large" : "";
}

function ofDate({ least, most }, text) {
  const day = text.normalize("NFKC").trim();
  const at = new Date(`${day}T00:00:00Z`);
  if (!DAY.test(day) || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day) return "not_a_date";
  if (least && day < least) return "too_early";
  return most && day > most ? "too_late" : "";
}

function ofSeveral({ least, most }, texts) {
  if (texts.length < least) return "too_few_choices";
  return texts.length > most ? "too_many_choices" : "";
}

/** `texts` has one for each of `parts`; some may be empty. */
function ofDimensions({ mark, parts, needed }, texts) {
  const numbers = texts.map((text) => (text.trim() ? readNumber(text, mark) : ""));
  if (numbers.includes(null)) return "not_a_number";
  if (numbers.some((number) => number && !(Number(number) > 0))) return "not_positive";
  return needed.every((part) => numbers[parts.indexOf(part)]) ? "" : "incomplete";
}

function ofText({ most, chinese }, text) {
  return length(text.trim()) > mostOf(text.trim(), most, chinese) ? "too_long" : "";
}

function ofAddress(text) {
  const plain = text.trim();
  return plain.length <= 2000 && (SCHEMELESS.test(plain) || ADDRESS.test(plain)) ? "" : "not_an_address";
}

function ofMaterial({ mark }, row) {
  const needed = ["kind", "name"];
  if (row.kind === "stone") needed.push("grown");
  if (row.cites === "yes") needed.push("species");
  if (!needed.every((part) => row[part])) return "incomplete";
  const texts = ["name", "origin", "treatment", "report", "source", "species"];
  if (texts.some((part) => length(row[part] ?? "") > 200)) return "too_long";
  if (!row.amount) return "";
  const amount = readNumber(row.amount, mark);
  if (amount === null) return "not_a_number";
  return Number(amount) > 0 ? "" : "not_positive";
}

function ofPerson(row) {
  if (!row.name || !row.role) return "incomplete";
  return [row.name, row.role, row.school ?? ""].some((text) => length(text) > 200) ? "too_long" : "";
}

/** What is wrong with a list, as `[fault, row]`: rows are `{part: text}` without empty parts. */
export function faultOfRows(rule, rows) {
  const faults = rows.map((row) => (rule.kind === "team" ? ofPerson(row) : ofMaterial(rule, row)));
  const first = faults.findIndex(Boolean);
  if (first >= 0) return [faults[first], first + 1];
  return rows.length > rule.most ? ["too_many_rows", rule.most + 1] : ["", 0];
}

/** The name of what is wrong with an answer, or "". Nothing given is not wrong: a draft may be empty. */
export function faultOf(rule, texts) {
  const given = texts.filter((text) => text.trim());
  if (!given.length) return "";
  if (rule.kind === "dimensions") return ofDimensions(rule, texts);
  if ("chinese" in rule) return ofText(rule, given[0]);
  if (rule.kind === "several") return ofSeveral(rule, given);
  if (rule.kind === "number") return ofNumber(rule, given[0]);
  if (rule.kind === "date") return ofDate(rule, given[0]);
  return rule.kind === "web_address" ? ofAddress(given[0]) : "";
}
