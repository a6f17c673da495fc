// Times in the reader's language: the saved line's, the hosts' clocks, and a moment where the reader is.

const MINUTE = 60_000;
/** English means the hosts' English: day before month, 24 hours. */
const language = () => document.documentElement.lang.replace(/^en$/, "en-GB");
const day = { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

export const clockTime = (at, zone) =>
  new Intl.DateTimeFormat(language(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(
    new Date(at),
  );

/** The hosts' clocks in the foot, set anew on every minute. */
export function hostClocks(root) {
  const clocks = [...root.querySelectorAll("[data-clock]")];
  if (!clocks.length) return;
  const set = () => clocks.forEach((clock) => (clock.textContent = clockTime(new Date(), clock.dataset.clock)));
  const tick = () => (set(), setTimeout(tick, MINUTE - (Date.now() % MINUTE)));
  tick();
}

const offset = (at, zone) =>
  new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset", hour: "numeric", day: "numeric" }).format(at);

/** Adds the reader's own time to a moment, unless it is the same as one that stands there. */
export function ownTimes(root) {
  for (const moment of root.querySelectorAll("[data-moment]")) {
    const at = new Date(moment.dataset.moment);
    const zones = moment.dataset.zones.trim().split(/\s+/);
    if (zones.some((zone) => offset(at, zone) === offset(at))) continue;
    const yours = document.createElement("span");
    yours.className = "moment-yours";
    yours.textContent = moment.dataset.yours.replace("{time}", new Intl.DateTimeFormat(language(), day).format(at));
    moment.append(yours);
  }
}
