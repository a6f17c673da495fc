// Moves files to the bucket with Uppy: in parts, resumable, nothing through our own server. Uppy's gaps are closed here:
// signing that fails is tried again by `Server`; a bucket that is down is tried again for as long as the page is open; an
// upload that the bucket has forgotten begins anew; one that stands still is shaken; and one file never mixes with another,
// since each has its slot, its key and (by the hash that follows) its content.
import { pause } from "./server.js";

const RETRY = [2000, 4000, 8000, 16_000, 30_000];
const STILL = 60_000;
const LOOK = 5000;
const SOON = 1000;
const BEFORE_SIGNING = 50;
const GONE = 404;
const THERE_ALREADY = 412;

const statusOf = (error) => error?.request?.status ?? error?.status ?? error?.cause?.request?.status ?? 0;

export class Transfers extends EventTarget {
  constructor(server, wholeUpTo) {
    super();
    Object.assign(this, { server, wholeUpTo, running: new Map(), byKey: new Map(), aborts: new Map() });
    addEventListener("online", () => this.running.forEach((one, id) => one.failed && this.retry(id)));
    setInterval(() => this.shakeStill(), LOOK);
    if (document.readyState === "complete") this.fetchSoon();
    else addEventListener("load", () => this.fetchSoon(), { once: true });
  }

  /** The engine comes once the page stands, so that it is there when the line drops. */
  fetchSoon() {
    if (navigator.connection?.saveData) return;
    setTimeout(() => this.ready().catch(() => {}), SOON);
  }

  /** Resolves once there is an engine; a fetch that fails is tried again by the next call. */
  ready() {
    this.coming ??= import("./uppy.js").then(
      ({ engine }) => this.begin(engine),
      (error) => {
        this.coming = null;
        throw error;
      },
    );
    return this.coming;
  }

  begin(engine) {
    this.uppy = engine({
      shouldUseMultipart: (file) => file.meta.partSize > 0,
      getChunkSize: ({ size }) => this.partSizeOf(size) || this.wholeUpTo,
      generateObjectKey: (file) => file.meta.key,
      signRequest: (request) => this.sign(request),
    });
    this.listen();
  }

  /** Begins to send a file into its slot, or goes on where an earlier visit, here or elsewhere, was interrupted. */
  async send(id, file, slot, type) {
    this.running.set(id, { size: file.size, partSize: slot.part_size, failures: 0, movedAt: Date.now(), waits: true });
    this.byKey.set(slot.key, id);
    while (!this.uppy) await this.ready().catch(() => pause(RETRY[0]));
    const one = this.running.get(id);
    if (one) this.add(one, id, file, { slot, type });
  }

  add(one, id, file, { slot, type }) {
    const uppyId = this.uppy.addFile({
      name: file.name,
      type,
      data: file,
      meta: { slotId: id, key: slot.key, partSize: slot.part_size, relativePath: id },
    });
    if (slot.upload_id) this.uppy.setFileState(uppyId, { s3Multipart: { uploadId: slot.upload_id, key: slot.key } });
    Object.assign(one, { uppyId, waits: false, movedAt: Date.now() });
    this.uppy.upload().catch(() => {});
  }

  /** All parts of a file have one size, fixed with its slot; equal sizes of files have equal parts. */
  partSizeOf(size) {
    return [...this.running.values()].find((one) => one.size === size)?.partSize;
  }

  async sign({ method, key, uploadId, partNumber }) {
    const id = this.byKey.get(key);
    const signing = this.server.sign(id, { method, key, uploadId, partNumber });
    if (method === "DELETE") this.aborts.set(id, signing);
    return signing;
  }

  listen() {
    const { uppy } = this;
    uppy.on("upload-progress", (file, { bytesUploaded }) => this.progress(file, bytesUploaded));
    uppy.on("s3-multipart:part-uploaded", (file) => this.partArrived(file));
    uppy.on("upload-success", (file) => this.arrived(file.meta.slotId));
    uppy.on("upload-error", (file, error) => this.failed(file, error));
  }

  progress(file, sent) {
    const one = this.running.get(file?.meta.slotId);
    if (!one || one.paused) return;
    if (sent > (one.sent ?? -1)) Object.assign(one, { sent, movedAt: Date.now() });
    this.tell("progress", file.meta.slotId, { sent, size: one.size });
  }

  partArrived(file) {
    const one = this.running.get(file?.meta.slotId);
    if (one) one.failures = 0;
  }

  arrived(id) {
    this.forget(id);
    this.tell("arrived", id);
  }

  failed(file, error) {
    const id = file?.meta.slotId;
    const one = this.running.get(id);
    if (!one) return;
    // A whole file that lies there already was sent before, and only the answer was lost.
    if (statusOf(error) === THERE_ALREADY) return this.arrived(id);
    if (error?.name === "Refused") return (this.forget(id), this.tell("refused", id, { error }));
    if (statusOf(error) === GONE) this.uppy.setFileState(one.uppyId, { s3Multipart: undefined });
    one.failed = true;
    one.timer = setTimeout(() => this.retry(id), RETRY[Math.min(one.failures, RETRY.length - 1)]);
    one.failures += 1;
    this.tell("retrying", id);
  }

  retry(id) {
    const one = this.running.get(id);
    if (!one?.failed) return;
    clearTimeout(one.timer);
    Object.assign(one, { failed: false, movedAt: Date.now() });
    this.uppy.retryUpload(one.uppyId)?.catch?.(() => {});
  }

  /** No request of Uppy's ever times out: one that has not moved for a minute is let go and begun again. */
  shakeStill() {
    for (const one of this.running.values()) {
      const isStill = !one.waits && !one.paused && !one.failed && navigator.onLine && Date.now() - one.movedAt > STILL;
      if (!isStill) continue;
      one.movedAt = Date.now();
      this.uppy.pauseResume(one.uppyId);
      this.uppy.pauseResume(one.uppyId);
    }
  }

  /** Pauses or goes on; returns whether it is paused now. */
  toggle(id) {
    const one = this.running.get(id);
    if (one.waits) return false;
    one.paused = this.uppy.pauseResume(one.uppyId) ?? false;
    one.movedAt = Date.now();
    return one.paused;
  }

  /** Stops, and asks the bucket to throw away what it has; that request must be signed before the slot is closed. */
  async cancel(id) {
    const one = this.running.get(id);
    if (!one) return;
    this.forget(id);
    await pause(BEFORE_SIGNING);
    await Promise.race([this.aborts.get(id), pause(2000)]);
  }

  forget(id) {
    const one = this.running.get(id);
    if (!one) return;
    clearTimeout(one.timer);
    this.running.delete(id);
    if (one.uppyId) this.uppy.removeFile(one.uppyId);
  }

  isBusy() {
    return this.running.size > 0;
  }

  tell(what, id, detail = {}) {
    this.dispatchEvent(new CustomEvent(what, { detail: { id, ...detail } }));
  }
}
