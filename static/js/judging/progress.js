// The chair's page renews its figures every fifteen seconds while it is looked at. Words that differ are laid over the
// old ones, so that nobody loses his place, his ticks or his focus; only where rows came or went is a table redrawn.

const EVERY = 15_000;
const live = document.querySelector("[data-live]");

const shape = (root) => [...root.querySelectorAll("*")].map((one) => one.tagName + (one.getAttribute("value") ?? "")).join(" ");

function lay(fresh, old) {
  if (shape(fresh) !== shape(old)) {
    const ticked = new Set([...old.querySelectorAll("input:checked")].map((box) => box.value));
    old.replaceChildren(...fresh.childNodes);
    for (const box of old.querySelectorAll("input[type=checkbox]")) box.checked = ticked.has(box.value);
    return;
  }
  const words = (root) => document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const [from, to] = [words(fresh), words(old)];
  while (from.nextNode() && to.nextNode()) {
    if (to.currentNode.data !== from.currentNode.data) to.currentNode.data = from.currentNode.data;
  }
}

async function look() {
  if (!document.hidden) {
    const answer = await fetch(live.dataset.live, { headers: { Accept: "text/html" } }).catch(() => null);
    if (answer?.ok && !answer.redirected) {
      lay(new DOMParser().parseFromString(await answer.text(), "text/html").body, live);
    }
  }
  setTimeout(look, EVERY);
}

if (live) setTimeout(look, EVERY);
