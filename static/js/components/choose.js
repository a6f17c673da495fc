// Rows that can be chosen: all at once, and how many are.

function watch(form, bar) {
  const boxes = [...form.querySelectorAll("[data-choose]")];
  const all = bar.querySelector("[data-choose-all]");
  const words = bar.querySelector("[data-chosen]");
  const count = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    words.textContent = chosen ? words.dataset.some.replace("{number}", chosen) : words.dataset.none;
    all.checked = chosen === boxes.length && chosen > 0;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  };
  all.closest("[hidden]")?.removeAttribute("hidden");
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
  });
  form.addEventListener("change", count);
  count();
}

export function rowsToChoose(root) {
  for (const bar of root.querySelectorAll("[data-bulk]")) {
    const form = bar.closest("form");
    if (form) watch(form, bar);
  }
}
