// Opens a dialog from the button that names it. Closing is the browser's own: Escape, a form of method "dialog".

export function dialogs(root) {
  for (const opener of root.querySelectorAll("[data-opens]")) {
    opener.addEventListener("click", () => document.getElementById(opener.dataset.opens)?.showModal());
  }
}
