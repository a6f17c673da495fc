// While something is being worked out, look again every two seconds and show the page once it is there.

const EVERY = 2000;
const awaited = document.querySelector("[data-awaited]");

async function look() {
  const answer = await fetch(awaited.dataset.awaited, { headers: { Accept: "text/html" } }).catch(() => null);
  if (answer?.ok && !(await answer.text()).includes("data-awaited")) location.reload();
  else setTimeout(look, EVERY);
}

if (awaited) setTimeout(look, EVERY);
