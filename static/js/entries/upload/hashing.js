// The page's end of the hash worker. Without workers the file goes without a hash: the server computes its own anyway.

export class Hashing {
  constructor(address) {
    Object.assign(this, { address, waiting: new Map(), asked: 0 });
  }

  /** Resolves to 64 hex digits, or null where the file cannot be read here. */
  of(file) {
    return new Promise((resolve) => {
      if (!this.start()) return resolve(null);
      this.asked += 1;
      this.waiting.set(this.asked, resolve);
      this.worker.postMessage({ id: this.asked, file });
    });
  }

  start() {
    if (this.worker) return true;
    try {
      this.worker = new Worker(this.address, { type: "module" });
    } catch {
      return false;
    }
    this.worker.addEventListener("message", ({ data }) => this.settle(data.id, data.sha256));
    this.worker.addEventListener("error", () => this.giveUp());
    return true;
  }

  settle(id, sha256) {
    this.waiting.get(id)?.(sha256);
    this.waiting.delete(id);
  }

  giveUp() {
    for (const id of [...this.waiting.keys()]) this.settle(id, null);
    this.start = () => false;
  }
}
