// Holds files against a manifest, by the rules of competition/entries/rules/verifying.py: a file counts by its content,
// whatever it is called here; only what has no SHA-256 is looked for by its name.
import { plainName } from "./manifest.js";

/** Returns `{ finding, promised, given }` for each file of the manifest, then for each that it does not name. */
export function compare(manifest, given) {
  const bySha256 = new Map(given.map((file) => [file.sha256, file]));
  const wanted = new Set(manifest.files.map(({ sha256 }) => sha256).filter(Boolean));
  const strangers = given.filter(({ sha256 }) => !wanted.has(sha256));
  const byName = new Map(strangers.map((file) => [plainName(file.name), file]));
  const lines = manifest.files.map((promised) => {
    const same = promised.sha256 ? bySha256.get(promised.sha256) : undefined;
    return line(promised, same, byName.get(plainName(promised.name)));
  });
  const used = new Set(lines.map((one) => one.given));
  const others = strangers.filter((file) => !used.has(file));
  return [...lines, ...others.map((file) => ({ finding: "other", promised: null, given: file }))];
}

function line(promised, same, namesake) {
  if (same) return { finding: same.size === promised.size ? "holds" : "differs", promised, given: same };
  if (!namesake) return { finding: "missing", promised, given: null };
  const differs = promised.sha256 || namesake.size !== promised.size;
  return { finding: differs ? "differs" : "unproven", promised, given: namesake };
}
