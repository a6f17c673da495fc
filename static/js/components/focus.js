// A form that came back: the reader starts at the list of what needs attention.

export function focusOnErrors(root) {
  root.querySelector("[data-focus]")?.focus();
}
