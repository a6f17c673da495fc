// Justified rows for browsers whose attr() gives no numbers yet: the ratio is set from here.

export function justifiedRows(root) {
  if (CSS.supports("flex-grow", "attr(data-ratio type(<number>))")) return;
  for (const item of root.querySelectorAll("[data-rows] > [data-ratio]")) {
    item.style.setProperty("--ratio", item.dataset.ratio);
  }
}
