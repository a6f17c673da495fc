// How many requests go to the bucket at once. A fast line takes several; a slow or a breaking one takes one, so that what
// is lost when it breaks is one part and not many halves.

const MOST = 4;
const FAST = 6000;

export class Lanes {
  constructor() {
    Object.assign(this, { most: MOST, open: 2, taken: 0, waiting: [] });
  }

  /** Resolves when there is room, to what is called when it is no longer needed. */
  async enter(signal) {
    while (this.taken >= this.open) await new Promise((resolve) => this.waiting.push(resolve));
    if (signal.aborted) {
      this.wake();
      throw new DOMException("stopped", "AbortError");
    }
    this.taken += 1;
    return () => ((this.taken -= 1), this.wake());
  }

  wake() {
    for (const next of this.waiting.splice(0)) next();
  }

  /** A part went through in so many milliseconds. */
  went(milliseconds) {
    this.open = milliseconds < FAST ? Math.min(MOST, this.open + 1) : Math.max(1, this.open - 1);
    this.wake();
  }

  broke() {
    this.open = 1;
  }
}
