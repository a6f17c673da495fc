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
 * Returns what to call when a link was refused: that asks at once, then less and less often, since a file that is gone
 * would be refused for ever.
 */
export function keepFresh(expiresAt, ask, take) {
  let timer;
  let notBefore = 0;
  let pause = SOONEST;
  // A hidden page asks when it is looked at again: its timers may have slept, and nobody saw its pictures meanwhile.
  const later = (time, act) => {
    clearTimeout(timer);
    timer = setTimeout(() => (document.hidden ? later(TRY_AGAIN, act) : act()), Math.max(time, SOONEST));
  };
  const renew = async () => {
    const answer = await ask();
    if (answer) take(answer);
    later(answer?.expires_at ? Date.parse(answer.expires_at) - Date.now() - AHEAD : TRY_AGAIN, inTime);
  };
  const inTime = () => ((pause = SOONEST), renew());
  const refused = () => {
    const now = Date.now();
    if (now < notBefore) return later(notBefore - now, refused);
    notBefore = now + pause;
    pause = Math.min(pause * 2, LATEST);
    return renew();
  };
  later(Date.parse(expiresAt) - Date.now() - AHEAD, inTime);
  return refused;
}

/** Pictures that were refused before a script could hear of it. */
export const isBroken = (picture) => picture.complete && picture.currentSrc !== "" && !picture.naturalWidth;
