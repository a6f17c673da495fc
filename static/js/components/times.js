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
    const time = new Intl.DateTimeFormat(language(), day).format(at);
    yours.textContent = `${moment.dataset.yours.replace("{time}", time)} (${zoneName(at)})`;
    moment.append(yours);
  }
}

/** The name of the reader's zone in the page's language: China Standard Time, 中国标准时间. */
const zoneName = (at) =>
  new Intl.DateTimeFormat(language(), { timeZoneName: "long" }).formatToParts(at).find((part) => part.type === "timeZoneName").value;

const unit = (count, name) =>
  new Intl.NumberFormat(language(), { style: "unit", unit: name, unitDisplay: "long" }).format(count);

/** What is left of some seconds, in two units: 3 days, 4 hours; in the last hour minutes and seconds. */
export function left(seconds) {
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60];
  if (days) return [unit(days, "day"), unit(hours, "hour")];
  if (hours) return [unit(hours, "hour"), unit(minutes, "minute")];
  return [unit(minutes, "minute"), unit(Math.floor(seconds) % 60, "second")];
}

/** Counts down to each deadline of the page: every minute, and every second in the last hour. */
export function countdowns(root) {
  const found = [...root.querySelectorAll("[data-countdown]")];
  if (!found.length) return;
  const list = new Intl.ListFormat(language(), { type: "unit", style: "narrow" });
  const tick = () => {
    const rest = found.map((one) => (new Date(one.dataset.countdown) - Date.now()) / 1000);
    found.forEach((one, place) => {
      one.textContent = rest[place] > 0 ? one.dataset.left.replace("{time}", list.format(left(rest[place]))) : "";
    });
    const nearest = Math.min(...rest.filter((seconds) => seconds > 0));
    if (nearest < Infinity) setTimeout(tick, nearest < 3_660 ? 1_000 : MINUTE);
  };
  tick();
}
