// A juror's order. The list of codes is what is sent and kept (components/autosave.js); the rows above it write it, and
// are laid out anew when somebody else does: the keyboard, what this device had kept, or a choice between two versions.
import { watchForms } from "../components/autosave.js";

const form = document.getElementById("ranking");
const field = form.elements.order;
const [order, rest] = ["order", "rest"].map((name) => form.querySelector(`[data-${name}]`));
const most = Number(form.dataset.places);
let writing = false;
let moving = false;

const items = () => [...order.children];
const placeOf = (item) => items().indexOf(item) + 1;
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);

function say(words, values) {
  form.querySelector("[data-said]").textContent = fill(words, values);
}

/** Writes each row's place and how many are filled. */
function number() {
  items().forEach((item, at) => (item.querySelector("[data-place]").value = at + 1));
  for (const item of rest.children) item.querySelector("[data-place]").value = "";
  const filled = fill(form.dataset.filled, { filled: order.children.length, all: most });
  form.querySelector("[data-count]").textContent = filled;
}

/** Hands the order to the form, which saves it. */
function write() {
  number();
  writing = true;
  field.value = items().map((item) => `${item.dataset.code}\n`).join("");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  writing = false;
}

/** A row that moves loses the focus: that is no leaving of its field, so what stands in it does not count again. */
function move(act) {
  moving = true;
  act();
  write();
  moving = false;
}

/** Puts a row at a place of the order, from 1; whom that pushes beyond the last place is taken out. */
function put(item, place) {
  const others = items().filter((one) => one !== item);
  const at = Math.min(Math.max(place, 1), others.length + 1, most);
  move(() => {
    order.insertBefore(item, others[at - 1] ?? null);
    while (order.children.length > most) rest.prepend(order.lastElementChild);
  });
  say(form.dataset.moved, { code: item.dataset.code, place: at, all: order.children.length });
}

function takeOut(item) {
  move(() => rest.prepend(item));
  say(form.dataset.taken, { code: item.dataset.code });
}

const acts = {
  up: (item) => put(item, placeOf(item) - 1),
  down: (item) => put(item, placeOf(item) + 1),
  add: (item) => put(item, Math.min(order.children.length + 1, most)),
  out: takeOut,
};

form.addEventListener("click", ({ target }) => {
  const act = target.closest("[data-act]");
  if (!act) return;
  const item = act.closest("[data-code]");
  acts[act.dataset.act](item);
  // What was pressed may be hidden in the other list: the focus stays with the row.
  (act.offsetParent ? act : item.querySelector("[data-place]")).focus();
});

/** A typed place counts with Enter, or when the field is left; what is no number puts the old one back. */
function typed(input) {
  const item = input.closest("[data-code]");
  const text = input.value.trim();
  const was = item.parentElement === order ? String(placeOf(item)) : "";
  if (text === was) return;
  if (text === "") takeOut(item);
  else if (/^\d{1,4}$/.test(text)) put(item, Number(text));
  else input.value = was;
}

form.addEventListener("keydown", (event) => {
  const input = event.target.closest("[data-place]");
  if (!input || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const item = input.closest("[data-code]");
  const isIn = item.parentElement === order;
  const moves = { ArrowUp: isIn ? acts.up : acts.add, ArrowDown: isIn ? acts.down : null, Enter: () => typed(input) };
  if (event.key === "Escape") number();
  if (!(event.key in moves)) return;
  event.preventDefault();
  moves[event.key]?.(item);
  input.focus();
  input.select();
});

form.addEventListener("focusout", ({ target }) => !moving && target.matches("[data-place]") && typed(target));

/** Lays the rows out as the list of codes says. */
function layOut() {
  const rows = new Map([...items(), ...rest.children].map((item) => [item.dataset.code, item]));
  const wanted = new Set(field.value.toUpperCase().split(/[\s,]+/).filter((code) => rows.has(code)));
  const at = (list, row, place) => list.children[place] === row || list.insertBefore(row, list.children[place] ?? null);
  [...wanted].forEach((code, place) => at(order, rows.get(code), place));
  for (const [code, row] of rows) if (!wanted.has(code) && row.parentElement !== rest) rest.append(row);
  number();
}

field.addEventListener("input", () => writing || layOut());

// Drawing a row: on a touch screen the buttons and numbers do the same.
let drawn = null;
for (const item of form.querySelectorAll("[data-code]")) item.draggable = true;

form.addEventListener("dragstart", (event) => {
  drawn = event.target.closest?.("[data-code]");
  event.dataTransfer.effectAllowed = "move";
  drawn?.classList.add("rank-drawn");
});

form.addEventListener("dragover", (event) => {
  const list = event.target.closest("[data-order], [data-rest]");
  if (!drawn || !list) return;
  event.preventDefault();
  const over = event.target.closest("[data-code]");
  const isBelow = over && event.clientY > over.getBoundingClientRect().top + over.offsetHeight / 2;
  if (over && over !== drawn) over[isBelow ? "after" : "before"](drawn);
  else if (!over) list.append(drawn);
});

form.addEventListener("dragend", () => {
  if (!drawn) return;
  drawn.classList.remove("rank-drawn");
  const item = drawn;
  drawn = null;
  if (item.parentElement === order) put(item, placeOf(item));
  else takeOut(item);
});

form.querySelector("[data-codes]").open = false;
watchForms(document);
layOut();
