// A rubric's steps by number key: while one of the group's steps has the focus, 7 chooses the step marked 7.
// Typing in an input method, or with a modifier, is left alone. "0" after "1" chooses 10.

const FOLLOWS = 700;

function chooseByKey(scale) {
  let typed = "";
  let last = 0;
  const step = (text) => [...scale.querySelectorAll("input[type=radio]")].find((input) => input.value === text);
  scale.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !/^\d$/.test(event.key)) return;
    typed = event.timeStamp - last < FOLLOWS && step(typed + event.key) ? typed + event.key : event.key;
    last = event.timeStamp;
    const chosen = step(typed);
    if (!chosen) return;
    event.preventDefault();
    chosen.focus();
    chosen.click();
  });
}

export function scales(root) {
  root.querySelectorAll("[data-scale]").forEach(chooseByKey);
}
