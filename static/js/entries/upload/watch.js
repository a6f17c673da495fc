// Where the files stand, asked of the server while one is on its way there: a small question often, the whole rarely.
import { isUnsettled, stand, update } from "./standing.js";

const SOON = 200;
const FIRST = 1500;
const LATER = 8000;
const WHILE_SENDING = 4000;
const SETTLED = new Set(["ready", "refused"]);

export class Watch {
  constructor({ server, fields, transfers, take }) {
    Object.assign(this, { server, fields, transfers, take, wait: FIRST, wantsAll: false });
    if (this.isUnsettled()) this.look();
  }

  isUnsettled() {
    return this.fields.some(isUnsettled);
  }

  /** Something changed here: what the page says of the whole entry is asked anew. */
  look() {
    this.wantsAll = true;
    this.wait = FIRST;
    this.at(this.transfers.isBusy() ? WHILE_SENDING : SOON);
  }

  at(milliseconds) {
    const due = Date.now() + milliseconds;
    if (this.timer && this.due <= due) return;
    clearTimeout(this.timer);
    this.due = due;
    this.timer = setTimeout(() => ((this.timer = null), this.ask()), milliseconds);
  }

  async ask() {
    const answer = await (this.wantsAll ? this.server.files() : this.server.states()).catch(() => null);
    if (answer?.files) this.takeAll(answer);
    else if (answer) this.takeStates(answer.states);
    this.wait = Math.min(this.wait * 1.3, LATER);
    if (!answer || this.wantsAll || this.isUnsettled()) this.at(this.wantsAll && answer ? SOON : this.wait);
  }

  takeAll(answer) {
    this.wantsAll = false;
    for (const field of this.fields) update(field, answer.files);
    this.take(answer);
  }

  /** A file that is ready has a picture, and one that is refused is missing: that is more than its state. */
  takeStates(states) {
    const moved = this.fields.flatMap((field) => stand(field, states));
    if (moved.some((state) => SETTLED.has(state))) this.wantsAll = true;
  }
}
