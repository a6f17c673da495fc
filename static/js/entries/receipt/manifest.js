// What a manifest promises of each file. The same rules stand in competition/entries/rules/verifying.py.
const VERSIONS = [1, 2, 3, 4];
const SHA256 = /^[0-9a-f]{64}$/;
const MOST_BYTES = 20_000_000;

/** What made a file unusable as a manifest: `not_manifest`, `newer` or `unreadable`, the names of the page's sentences. */
export class BadManifest extends Error {}

/** A name as it compares: composed, since macOS writes é as two characters. */
export const plainName = (name) => name.normalize("NFC");

/** A digest that somebody typed or pasted, printed groups and all; "" if it is none. */
export function readDigest(text) {
  const digest = text.replace(/\s/g, "").toLowerCase();
  return SHA256.test(digest) ? digest : "";
}

export async function readManifest(file) {
  if (file.size > MOST_BYTES) throw new BadManifest("not_manifest");
  const told = parsed(new Uint8Array(await bytesOf(file)));
  if (!Array.isArray(told?.files) || typeof told.submitted_at !== "string") throw new BadManifest("not_manifest");
  if (!VERSIONS.includes(told.version ?? 1)) throw new BadManifest("newer");
  const { code, receipt: number, submitted_at: at } = told;
  return { code: String(code), number: String(number), at, files: told.files.map(promised), agreed: agreedIn(told) };
}

/** What was agreed to or refused; the forms before the third one say nothing of it. */
function agreedIn({ agreed = [] }) {
  const isKnown = ({ kind, version, given }) =>
    typeof kind === "string" && Number.isSafeInteger(version) && typeof given === "boolean";
  if (!Array.isArray(agreed) || !agreed.every((one) => one && isKnown(one))) throw new BadManifest("not_manifest");
  return agreed.map(({ kind, version, given, text = {}, place = {} }) => ({ kind, version, given, text, place }));
}

async function bytesOf(file) {
  try {
    return await file.arrayBuffer();
  } catch {
    throw new BadManifest("unreadable");
  }
}

function parsed(bytes) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw new BadManifest("not_manifest");
  }
}

function promised(line) {
  const { name, size, sha256: ours, sha256_by_browser: claimed, awaited_until: until } = line ?? {};
  const sha256 = ours || claimed || "";
  const isWrong = (sha256 && !SHA256.test(sha256)) || (until && typeof until !== "string");
  if (typeof name !== "string" || !Number.isSafeInteger(size) || isWrong) throw new BadManifest("not_manifest");
  return { name, size, sha256, isByBrowser: !ours && Boolean(claimed), isAwaited: Boolean(until) };
}
