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
