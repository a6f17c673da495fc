// A menu closes when one goes elsewhere: a click outside, Escape, or the focus leaving it.

const open = () => document.querySelectorAll("details[data-menu][open]");

function closeAllBut(kept) {
  for (const menu of open()) if (!menu.contains(kept)) menu.open = false;
}

export function menus(root) {
  root.addEventListener("click", (event) => closeAllBut(event.target));
  root.addEventListener("focusin", (event) => closeAllBut(event.target));
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    }
  });
}
