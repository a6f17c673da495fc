// While a meeting is on, ask every three seconds what holds now; where its key is another, lay the new scene in place of
// the old one. A scene in which somebody is writing, or has a part unfolded, waits until he has left it.

const EVERY = 3_000;
const place = document.querySelector("[data-meeting]");

const isInUse = () => place.querySelector("details[open]") !== null || place.contains(document.activeElement);

async function look() {
  if (!document.hidden) {
    const answer = await fetch(place.dataset.meeting, { headers: { Accept: "text/html" } }).catch(() => null);
    if (answer?.ok && !answer.redirected) {
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-key]");
      const old = place.querySelector("[data-key]");
      if (fresh && old && fresh.dataset.key !== old.dataset.key && !isInUse()) old.replaceWith(fresh);
    }
  }
  setTimeout(look, EVERY);
}

if (place) setTimeout(look, EVERY);
