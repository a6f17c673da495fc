// The list of the form's parts: what each still lacks, as the server last said.

export function showMissing(root, missing) {
  for (const part of root.querySelectorAll("[data-part]")) {
    const words = missing[part.dataset.part] ?? "";
    part.toggleAttribute("data-lacks", Boolean(words));
    part.querySelector("[data-part-lack]").textContent = words;
  }
  const sum = root.querySelector("[data-parts-sum]");
  const count = Object.keys(missing).length;
  const words = count ? sum.dataset.some.replace("{number}", count) : sum.dataset.none;
  if (sum.textContent !== words) sum.textContent = words;
}

/** Says at a control of the terms why it is not taken, as the server last said; `wrong` maps names to sentences. */
export function showWrong(form, wrong) {
  const template = form.querySelector("template[data-fault]");
  for (const control of form.querySelectorAll("[name^='about-'], [name^='clause-']")) {
    const box = control.closest(".field:not(.field-group)");
    const words = wrong[control.name] ?? "";
    const there = box?.querySelector(":scope > .field-error");
    if (!box || (there?.textContent.trim() ?? "") === words || box.contains(document.activeElement)) continue;
    there?.remove();
    box.classList.toggle("field-wrong", Boolean(words));
    control.ariaInvalid = words ? "true" : null;
    if (!words) continue;
    const note = template.content.cloneNode(true).firstElementChild;
    note.setAttribute("role", "status");
    note.querySelector("[data-words]").textContent = words;
    box.insertBefore(note, box.querySelector(":scope > .field-under"));
  }
}
