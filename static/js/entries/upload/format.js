// Sizes and sentences in the reader's language.

const language = () => document.documentElement.lang;
const KILO = 1000;
const MEGA = 1_000_000;

/** Fills the {names} of a sentence. */
export const filled = (sentence, values) =>
  Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, String(value)), sentence);

export function sizeWords(bytes) {
  const unit = bytes < MEGA ? ["kilobyte", KILO, 0] : ["megabyte", MEGA, 1];
  const [name, size, digits] = unit;
  return new Intl.NumberFormat(language(), { style: "unit", unit: name, maximumFractionDigits: digits }).format(
    Math.max(bytes / size, bytes ? 1 / KILO : 0),
  );
}

/** How fast bytes go, in the megabytes of a second. */
export const speedWords = (bytes) =>
  new Intl.NumberFormat(language(), { style: "unit", unit: "megabyte-per-second", maximumSignificantDigits: 2 }).format(
    bytes / MEGA,
  );

export const shareWords = (share) => new Intl.NumberFormat(language(), { style: "percent" }).format(share);

/** How far a file is that is being sent, and once that can be believed how fast it goes and for how long still. */
export function sendingWords({ sent, size, speed }, words) {
  const far = filled(words.sending, { sent: sizeWords(sent), size: sizeWords(size) });
  const seconds = speed.secondsFor(size - sent);
  return seconds === null ? far : [far, speedWords(speed.perSecond()), timeLeft(seconds, words)].join(" · ");
}

export const timeLeft = (seconds, words) =>
  seconds < 60 ? words.seconds_left : filled(words.minutes_left, { number: Math.ceil(seconds / 60) });

/** How fast bytes went over the last half minute or so: steady enough to be believed. */
export class Speed {
  constructor() {
    this.samples = [];
  }

  add(bytes, at = Date.now()) {
    this.samples = [...this.samples.filter((one) => at - one.at < 30_000), { bytes, at }];
  }

  reset() {
    this.samples = [];
  }

  /** Bytes in a second, or null while nothing can be said of it. */
  perSecond() {
    const [first, last] = [this.samples[0], this.samples.at(-1)];
    if (!first || last.at - first.at < 1500 || last.bytes <= first.bytes) return null;
    return ((last.bytes - first.bytes) * 1000) / (last.at - first.at);
  }

  secondsFor(bytes) {
    const speed = this.perSecond();
    return speed === null ? null : bytes / speed;
  }
}
