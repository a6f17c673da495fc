// Uploads that are over are told to our server, several in one request: one waits a moment for others that end now.
import { FIRST_WAIT, Refused, mayHelpAgain, pause } from "./server.js";

const GATHER = 250;
const MOST_AT_ONCE = 50;

export class Endings {
  /** `ask` takes `[{id, sha256}]` and resolves to a line for each, for as long as that takes. */
  constructor(ask) {
    Object.assign(this, { ask, waiting: [], isAsking: false });
  }

  /** Resolves to what became of the file; where it is the last on its way nothing is waited for. */
  tell(id, sha256, isLast) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ id, sha256, resolve, reject });
      this.next(isLast ? 0 : GATHER);
    });
  }

  async next(wait) {
    if (this.isAsking) return;
    this.isAsking = true;
    await pause(wait);
    const now = this.waiting.splice(0, MOST_AT_ONCE);
    const again = await this.askOf(now);
    this.isAsking = false;
    this.waiting.unshift(...again);
    if (this.waiting.length) this.next(again.length ? FIRST_WAIT : 0);
  }

  /** Returns those for which asking again helps. */
  async askOf(now) {
    try {
      const lines = await this.ask(now.map(({ id, sha256 }) => ({ id, sha256 })));
      return now.filter((one, place) => !settle(one, lines[place]));
    } catch (error) {
      for (const { reject } of now) reject(error);
      return [];
    }
  }
}

function settle({ resolve, reject }, line) {
  if (!line.code) resolve(line);
  else if (mayHelpAgain(line.status)) return false;
  else reject(new Refused(line.status, line));
  return true;
}
