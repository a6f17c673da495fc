// The page that verifies a receipt: everything is read and compared here, nothing is sent.
import { compare } from "./receipt/compare.js";
import { BadManifest, readDigest, readManifest } from "./receipt/manifest.js";
import { Report } from "./receipt/report.js";
import { filled } from "./upload/format.js";
import { Hashing } from "./upload/hashing.js";

const words = JSON.parse(document.getElementById("verify-words").textContent);
const area = document.querySelector("[data-verify]");
const report = new Report(area, words);
const hashing = new Hashing(document.getElementById("verify-script").dataset.worker);
const paper = area.querySelector("[data-verify-paper]");
const read = new Map();

let manifest = null;

const part = (name) => area.querySelector(`[data-verify-${name}]`);
const keyOf = ({ name, size, lastModified }) => `${name}/${size}/${lastModified}`;

function listen(drop, take) {
  const input = drop.querySelector("[data-drop-input]");
  input.addEventListener("change", () => (take([...input.files]), (input.value = "")));
  for (const name of ["dragenter", "dragover"])
    drop.addEventListener(name, (event) => (event.preventDefault(), (drop.dataset.over = "")));
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => delete drop.dataset.over);
  drop.addEventListener("drop", (event) => (event.preventDefault(), take([...event.dataTransfer.files])));
}

async function hash(file) {
  report.say("sum", filled(words.reading, { name: file.name }), "active");
  const sha256 = await hashing.of(file);
  if (!sha256) throw new BadManifest("unreadable");
  return sha256;
}

async function takeManifest([file]) {
  if (!file) return;
  manifest = null;
  try {
    const told = await readManifest(file);
    manifest = { ...told, digest: await hash(file) };
    report.say("manifest", filled(words.receipt, { ...told, time: told.at.slice(0, 19).replace("T", " ") }), "ok");
  } catch (error) {
    report.say("manifest", filled(words[error instanceof BadManifest ? error.message : "unreadable"], { name: file.name }), "error");
  }
  showAgreed();
  showDigest();
  draw();
}

function showAgreed() {
  report.agreed(manifest?.agreed ?? [], document.documentElement.lang.slice(0, 2));
}

async function takeFiles(files) {
  for (const file of files) {
    try {
      read.set(keyOf(file), { name: file.name, size: file.size, sha256: await hash(file) });
    } catch {
      report.clear();
      return report.say("sum", filled(words.unreadable, { name: file.name }), "error");
    }
  }
  return draw();
}

/** The manifest's own SHA-256, in groups of four as on paper. */
function showDigest() {
  const groups = manifest?.digest.match(/.{4}/g) ?? [];
  part("digest").replaceChildren(...groups.map((text) => Object.assign(document.createElement("span"), { textContent: text })));
  part("own").hidden = !manifest;
  showPaper();
}

function showPaper() {
  const asked = paper.value.trim();
  if (!manifest || !asked) return report.say("compared");
  const digest = readDigest(asked);
  if (!digest) return report.say("compared", words.no_digest, "caution");
  const isSame = digest === manifest.digest;
  return report.say("compared", isSame ? words.same : words.not_same, isSame ? "ok" : "error");
}

function draw() {
  report.clear();
  part("result").hidden = !manifest && !read.size;
  if (!manifest) return report.say("sum", read.size ? words.no_manifest : "", "caution");
  if (!manifest.files.length) report.say("sum", words.no_files, "quiet");
  else if (!read.size) report.say("sum", words.none_chosen, "quiet");
  if (!read.size) return null;
  return report.show(compare(manifest, [...read.values()]));
}

function startOver() {
  manifest = null;
  read.clear();
  report.say("manifest");
  showAgreed();
  showDigest();
  draw();
  area.querySelector("[data-drop-input]").focus();
}

// A file that misses its place must not replace the page.
for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());
const [ofManifest, ofFiles] = area.querySelectorAll("[data-drop]");
listen(ofManifest, takeManifest);
listen(ofFiles, takeFiles);
paper.addEventListener("input", showPaper);
part("again").addEventListener("click", startOver);
// The code on the paper leads here with the digest behind the #, which browsers keep to themselves.
paper.value = readDigest(location.hash.slice(1));
