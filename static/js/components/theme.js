// Light, dark, or as the device says. The head of the page sets the stored choice before anything is drawn.

const STORE = "facet:theme";

function stored() {
  try {
    return localStorage.getItem(STORE) ?? "";
  } catch {
    return "";
  }
}

function choose(value) {
  document.documentElement.dataset.theme = value;
  try {
    if (value) localStorage.setItem(STORE, value);
    else localStorage.removeItem(STORE);
  } catch {
    // Without storage the choice holds for this page.
  }
}

export function themeChoice(root) {
  const group = root.querySelector("[data-theme-choice]");
  if (!group) return;
  const buttons = [...group.querySelectorAll("button")];
  const mark = (value) => buttons.forEach((button) => (button.ariaPressed = String(button.value === value)));
  for (const button of buttons) button.addEventListener("click", () => (choose(button.value), mark(button.value)));
  mark(stored());
}
