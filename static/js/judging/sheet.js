// One entry before its juror. The form saves itself (components/autosave.js); this is the stage, and handing in.
import { loadAhead } from "../components/ahead.js";
import { watchForms } from "../components/autosave.js";
import { Stage } from "../components/stage/stage.js";

const form = document.getElementById("sheet");
const root = document.querySelector("[data-stage]");

if (root) new Stage(root, document.querySelector("[data-filmstrip]"));

/** Marks what is missing where it stands, so that handing in needs no second page. */
function complain(scale, words) {
  scale.classList.add("scale-wrong");
  const sentence = scale.querySelector(".field-error") ?? scale.appendChild(document.createElement("p"));
  sentence.className = "field-error";
  sentence.textContent = words;
  scale.addEventListener("change", () => (scale.classList.remove("scale-wrong"), sentence.remove()), { once: true });
}

form.addEventListener("submit", (event) => {
  if (!event.submitter?.matches("[data-hand-in]")) return;
  const open = [...form.querySelectorAll("[data-scale]")].filter((scale) => !scale.querySelector(":checked"));
  if (!open.length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  for (const scale of open) complain(scale, event.submitter.dataset.missing);
  open[0].querySelector("input").focus();
}, { capture: true });

// How long the work was on the screen goes into the log of marks: what is behind another tab is not looked at.
const { looked } = form.elements;
setInterval(() => document.hidden || (looked.value = String(Number(looked.value) + 1)), 1000);

// Whether the words are unfolded is the juror's habit, not the entry's.
for (const part of document.querySelectorAll("[data-keeps]")) {
  const key = `facet:unfolded:${part.dataset.keeps}`;
  try {
    part.open = localStorage.getItem(key) !== "no";
    part.addEventListener("toggle", () => localStorage.setItem(key, part.open ? "yes" : "no"));
  } catch {
    // Where storage is forbidden they stay unfolded.
  }
}

watchForms(document);
loadAhead(document.querySelector("[data-ahead]"));
