// Computes the SHA-256 of files, one after another, beside the page: reading 2 GB must not make typing stutter.
import { createSHA256 } from "hash-wasm";

const STEP = 16 * 1024 * 1024;

const hexOf = (digest) => [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** The browser's own hash is twice as fast, but takes a file only whole. */
const whole = async (file) => hexOf(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));

async function stepwise(file) {
  const hasher = await createSHA256();
  for (let start = 0; start < file.size; start += STEP) {
    hasher.update(new Uint8Array(await file.slice(start, start + STEP).arrayBuffer()));
  }
  return hasher.digest("hex");
}

// A page that is not served over TLS has no hash of the browser's own.
const sha256 = (file) => (crypto.subtle && file.size <= STEP ? whole(file) : stepwise(file));

let last = Promise.resolve();

addEventListener("message", ({ data: { id, file } }) => {
  last = last.then(async () => {
    const found = await sha256(file).catch(() => null);
    postMessage({ id, sha256: found });
  });
});
