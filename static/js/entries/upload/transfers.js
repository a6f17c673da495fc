// All files on their way to the bucket, nothing of them through our own server. A bucket that is down is tried again for
// as long as the page is open; an upload that the bucket has forgotten begins anew; one that stands still is shaken.
import { Lanes } from "./lanes.js";
import { pause } from "./server.js";
import { Sending } from "./sending.js";

const RETRY = [2000, 4000, 8000, 16_000, 30_000];
const STILL = 60_000;
const LOOK = 5000;
const TELL_EVERY = 250;
const FILES_AT_ONCE = 6;
const GONE = 404;
const THERE_ALREADY = 412;

export class Transfers extends EventTarget {
  constructor(server, hashing) {
    super();
    Object.assign(this, { server, hashing, all: new Map(), lanes: new Lanes() });
    addEventListener("online", () => this.all.forEach((one, id) => one.state === "failed" && this.retry(id)));
    setInterval(() => this.shakeStill(), LOOK);
  }

  /** Begins to send a file into its slot, or goes on where an earlier visit, here or elsewhere, was interrupted. */
  send(id, file, slot, signed) {
    const one = { state: "waiting", failures: 0, movedAt: Date.now(), size: file.size };
    one.sending = new Sending({
      ...{ file, slot, signed, lanes: this.lanes, hashing: this.hashing, sign: (wanted) => this.server.sign(id, wanted) },
      onSent: (sent) => this.progress(id, sent),
      onPart: () => (one.failures = 0),
    });
    this.all.set(id, one);
    one.sending.sha256().then((sha256) => this.all.get(id) === one && this.tell("hashed", id, { sha256 }));
    this.tell("busy", id);
    this.next();
  }

  /** Resolves to the SHA-256 of a file on its way, or to null where it cannot be computed here. */
  sha256(id) {
    return this.all.get(id).sending.sha256();
  }

  /** The bucket has nothing under this file's key, whatever it said: all is sent again. */
  again(id) {
    const one = this.all.get(id);
    one.sending.reset();
    this.failed(id, new Error("not arrived"));
  }

  next() {
    const count = (state) => [...this.all.values()].filter((one) => one.state === state).length;
    for (const [id, one] of this.all) {
      if (count("running") >= FILES_AT_ONCE) return;
      if (one.state === "waiting") this.run(id, one);
    }
  }

  async run(id, one) {
    const stop = new AbortController();
    Object.assign(one, { state: "running", stop, movedAt: Date.now() });
    try {
      await one.sending.run(stop.signal);
      one.state = "arrived";
      this.tell("arrived", id);
    } catch (error) {
      if (one.stop === stop && this.all.has(id) && one.state === "running") this.failed(id, error);
    }
    this.next();
  }

  progress(id, sent) {
    const one = this.all.get(id);
    if (one?.state !== "running") return;
    const now = Date.now();
    one.movedAt = now;
    if (now - (one.toldAt ?? 0) < TELL_EVERY && sent < one.size) return;
    one.toldAt = now;
    this.tell("progress", id, { sent, size: one.size });
  }

  failed(id, error) {
    const one = this.all.get(id);
    if (error.name === "Refused") return (this.forget(id), this.tell("refused", id, { error }));
    // It lies there already, or the bucket knows nothing of it any more: its last answer was lost, and our server looks.
    if ([GONE, THERE_ALREADY].includes(error.status)) return ((one.state = "arrived"), this.tell("arrived", id));
    one.state = "failed";
    one.timer = setTimeout(() => this.retry(id), RETRY[Math.min(one.failures, RETRY.length - 1)]);
    one.failures += 1;
    return this.tell("retrying", id);
  }

  retry(id) {
    const one = this.all.get(id);
    if (one?.state !== "failed") return;
    clearTimeout(one.timer);
    one.state = "waiting";
    this.next();
  }

  /** No request ever times out: one that has not moved for a minute is let go and begun again. */
  shakeStill() {
    for (const [id, one] of this.all) {
      if (one.state !== "running" || !navigator.onLine || Date.now() - one.movedAt <= STILL) continue;
      this.stop(one, "waiting");
      this.tell("retrying", id);
    }
    this.next();
  }

  /** Pauses or goes on; returns whether it is paused now. */
  toggle(id) {
    const one = this.all.get(id);
    const isPaused = one.state !== "paused";
    if (isPaused) this.stop(one, "paused");
    else one.state = "waiting";
    this.next();
    return isPaused;
  }

  stop(one, state) {
    clearTimeout(one.timer);
    one.state = state;
    one.stop?.abort();
  }

  /**
   * Stops, and resolves to what asks the bucket to throw away what it has, once the slot is closed; that request is signed
   * before. Until then it may go on: the server may want to keep the file.
   */
  async hold(id) {
    const one = this.all.get(id);
    if (!one) return () => {};
    this.stop(one, "paused");
    const abandon = await Promise.race([one.sending.abandoning().catch(() => null), pause(2000)]);
    return () => (this.forget(id), abandon?.().catch(() => {}));
  }

  forget(id) {
    const one = this.all.get(id);
    if (!one) return;
    this.all.delete(id);
    this.stop(one, "over");
    this.tell("busy", id);
    this.next();
  }

  /** Whether nothing but this file is on its way. */
  isLast(id) {
    return [...this.all].every(([other, { state }]) => other === id || !["waiting", "running"].includes(state));
  }

  has(id) {
    return this.all.has(id);
  }

  isBusy() {
    return this.all.size > 0;
  }

  tell(what, id, detail = {}) {
    this.dispatchEvent(new CustomEvent(what, { detail: { id, ...detail } }));
  }
}
