// A form that came back: the reader starts at the list of what needs attention.

export function focusOnErrors(root) {
  root.querySelector("[data-focus]")?.focus();
}

/** A browser scrolls to the caret of a field: the field itself may still lie under the foot of its form. */
export function focusAboveTheFoot(root) {
  const foot = root.querySelector(".form-foot, .bulk-bar");
  if (!foot) return;
  root.addEventListener("focusin", ({ target }) => {
    if (!foot.contains(target) && target.getBoundingClientRect().bottom > foot.getBoundingClientRect().top)
      target.scrollIntoView({ block: "nearest" });
  });
}
