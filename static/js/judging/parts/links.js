// Signed links end: they are asked for again a minute before, and whenever one is refused. A page names its files once;
// what it does with fresh links is its own matter.

const AHEAD = 60_000;
const SOONEST = 5_000;
const LATEST = 300_000;
const TRY_AGAIN = 15_000;

/** Asks for fresh links of these keys: `{links: {key: [url]}, videos: {key: url}, expires_at}`, or null. */
export async function freshLinks(url, token, files) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ files }),
  }).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

/**
 * Keeps links fresh. `ask()` gives the answer of `freshLinks`, `take(answer)` puts it to use.
 * Returns `renew()`, to be called when a link was refused: it asks at once, then less and less often, since a file that
 * is gone would be refused for ever.
 */
export function keepFresh(expiresAt, ask, take) {
  let timer;
  let notBefore = 0;
  let pause = SOONEST;
  const renew = async () => {
    clearTimeout(timer);
    if (Date.now() < notBefore) return wait(notBefore - Date.now());
    notBefore = Date.now() + pause;
    pause = Math.min(pause * 2, LATEST);
    const answer = await ask();
    if (answer) take(answer);
    return wait(answer?.expires_at ? Date.parse(answer.expires_at) - Date.now() - AHEAD : TRY_AGAIN);
  };
  // A hidden page asks when it is looked at again: its timers may have slept, and nobody saw its pictures meanwhile.
  const wait = (time) => {
    timer = setTimeout(() => (document.hidden ? wait(TRY_AGAIN) : renew()), Math.max(time, SOONEST));
  };
  wait(Date.parse(expiresAt) - Date.now() - AHEAD);
  return renew;
}

/** Pictures that were refused before a script could hear of it. */
export const isBroken = (picture) => picture.complete && picture.currentSrc !== "" && !picture.naturalWidth;
