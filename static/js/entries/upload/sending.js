// One file on its way: whole, or in parts of which several go at once. It may be stopped and run again as often as need
// be; what the bucket has is never sent twice.
import { abort, complete, create, list, put } from "./bucket.js";
import { Refused } from "./server.js";

const AT_ONCE = 64;
// The server signs for fifteen minutes; what begins before they end may take longer.
const SIGNED_FOR = 12 * 60_000;

export class Sending {
  constructor({ file, slot, signed, sign, lanes, hashing, onSent, onPart }) {
    Object.assign(this, { file, slot, sign, lanes, hashing, onSent, onPart, uploadId: slot.upload_id });
    this.etags = new Map();
    this.loaded = new Map();
    this.keep(signed ?? {});
  }

  get count() {
    return this.slot.part_size ? Math.ceil(this.file.size / this.slot.part_size) : 1;
  }

  get sent() {
    return [...this.loaded.values()].reduce((sum, bytes) => sum + bytes, 0);
  }

  /** Resolves to the SHA-256 of the file in hex, or to null where it cannot be computed here. */
  sha256() {
    this.hashed ??= this.hashing.of(this.file);
    return this.hashed;
  }

  /** Sends what is missing. Rejects when the line breaks, when it is stopped, and when a request is refused. */
  async run(signal) {
    await this.requireTheSame();
    try {
      await (this.slot.part_size ? this.inParts(signal) : this.whole(signal));
    } catch (error) {
      // A signature that is refused has ended, if two clocks differ: the next try asks for another.
      if (error.status === 403) this.urls.clear();
      throw error;
    }
  }

  /** Of a file that a receipt names no part is written over by another file of its name and size. */
  async requireTheSame() {
    const [named, found] = [this.slot.sha256, await (this.slot.sha256 && this.sha256())];
    if (named && found && found !== named) throw new Refused(409, { code: "upload_digest_fixed" });
  }

  async inParts(signal) {
    if (this.uploadId) await this.recall(signal);
    else await this.begin(signal);
    await this.parts(signal);
    await complete(await this.signed("complete"), this.etags, signal);
  }

  /** Forgets the bucket's upload: it is begun anew. */
  reset() {
    this.uploadId = null;
    this.urls = new Map();
    for (const memory of [this.etags, this.loaded]) memory.clear();
  }

  /** Resolves to what throws away the bucket's upload, or to null where there is none. */
  async abandoning() {
    const signed = this.uploadId && (await this.signed("abort"));
    return signed ? () => abort(signed) : null;
  }

  async whole(signal) {
    const leave = await this.lanes.enter(signal);
    try {
      await this.put("put", 1, this.file, signal);
    } finally {
      leave();
    }
  }

  async begin(signal) {
    this.uploadId = await create(await this.signed("create"), signal);
    this.urls.clear();
  }

  /** Asks the bucket which parts it has, once; those of another size than agreed are sent again. */
  async recall(signal) {
    if (this.etags.size) return;
    const there = await list(await this.signed("list"), signal);
    for (const [number, { size, etag }] of there) if (size === this.blob(number).size) this.store(number, etag);
  }

  blob(number) {
    const start = (number - 1) * this.slot.part_size;
    return this.file.slice(start, start + this.slot.part_size);
  }

  get missing() {
    return Array.from({ length: this.count }, (_, place) => place + 1).filter((number) => !this.etags.has(number));
  }

  /** As many parts at once as there are lanes free; the first fault stops the others, and says why. */
  async parts(signal) {
    const [waiting, inner, faults] = [this.missing, new AbortController(), []];
    const stop = () => inner.abort();
    signal.addEventListener("abort", stop);
    const workers = Array.from({ length: Math.min(this.lanes.most, waiting.length) }, () =>
      this.work(waiting, inner.signal).catch((error) => (faults.push(error), stop())),
    );
    await Promise.all(workers);
    signal.removeEventListener("abort", stop);
    if (faults.length) throw faults[0];
    if (signal.aborted) throw new DOMException("stopped", "AbortError");
  }

  async work(waiting, signal) {
    while (waiting.length && !signal.aborted) {
      const leave = await this.lanes.enter(signal);
      try {
        const number = waiting.shift();
        if (number) this.store(number, await this.put(String(number), number, this.blob(number), signal));
      } finally {
        leave();
      }
    }
  }

  async put(name, number, blob, signal) {
    const begun = performance.now();
    try {
      const etag = await put(await this.signed(name), blob, { signal, onSent: (bytes) => this.note(number, bytes) });
      this.lanes.went(performance.now() - begun);
      this.onPart();
      return etag;
    } catch (error) {
      this.loaded.delete(number);
      if (!signal.aborted) this.lanes.broke();
      throw error;
    }
  }

  store(number, etag) {
    this.etags.set(number, etag);
    this.note(number, this.blob(number).size);
  }

  note(number, bytes) {
    this.loaded.set(number, bytes);
    this.onSent(this.sent);
  }

  /** The signed request of this name; many parts are asked for together. */
  async signed(name) {
    if (!this.urls.has(name) || Date.now() - this.signedAt > SIGNED_FOR) {
      this.asking ??= this.renew(Number(name) || 0).finally(() => (this.asking = null));
      await this.asking;
    }
    return this.urls.get(name) ?? this.signed(name);
  }

  async renew(from) {
    const parts = this.uploadId ? this.missing.filter((number) => number >= from).slice(0, AT_ONCE) : [];
    this.keep(await this.sign({ upload_id: this.uploadId, parts }));
  }

  keep(signed) {
    this.urls = new Map(Object.entries(signed));
    this.signedAt = Date.now();
  }
}
