// The first pictures of what is opened next are loaded while nothing else is to do, as the stage will ask for them. Their
// links stay the same for five minutes, so that the browser has them then. Who saves data loads nothing ahead.

const idle = () =>
  new Promise((resolve) => (window.requestIdleCallback ? requestIdleCallback(resolve, { timeout: 3000 }) : setTimeout(resolve, 300)));

const savesData = () => navigator.connection?.saveData || matchMedia("(prefers-reduced-data: reduce)").matches;

/** Loads a picture as the stage does: the size that the screen asks for, which the viewer then finds too. */
function load(levels, sizes) {
  return new Promise((resolve) => {
    const picture = new Image();
    picture.addEventListener("load", () => resolve(picture));
    picture.addEventListener("error", () => resolve(null));
    Object.assign(picture, { fetchPriority: "low", sizes });
    picture.srcset = levels.map(({ url, width }) => `${url} ${width}w`).join(", ");
  });
}

async function loadAll(url, sizes) {
  await idle();
  const answer = await fetch(url, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return;
  for (const levels of (await answer.json()).pictures) {
    await idle();
    await load(levels, sizes);
  }
}

/** `place` says where the pictures are named (`data-ahead`), and how wide they will be (`data-sizes`). */
export function loadAhead(place) {
  if (!place || savesData()) return;
  const begin = () => loadAll(place.dataset.ahead, place.dataset.sizes);
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin, { once: true });
}
