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

  secondsFor(bytes) {
    const [first, last] = [this.samples[0], this.samples.at(-1)];
    if (!first || last.at - first.at < 1500 || last.bytes <= first.bytes) return null;
    return (bytes * (last.at - first.at)) / (last.bytes - first.bytes) / 1000;
  }
}
