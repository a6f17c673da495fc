// Computes the SHA-256 of files, one after another, beside the page: reading 2 GB must not make typing stutter.
import { createSHA256 } from "hash-wasm";

const STEP = 16 * 1024 * 1024;

async function sha256(file) {
  const hasher = await createSHA256();
  for (let start = 0; start < file.size; start += STEP) {
    hasher.update(new Uint8Array(await file.slice(start, start + STEP).arrayBuffer()));
  }
  return hasher.digest("hex");
}

let last = Promise.resolve();

addEventListener("message", ({ data: { id, file } }) => {
  last = last.then(async () => {
    const found = await sha256(file).catch(() => null);
    postMessage({ id, sha256: found });
  });
});
