// Subsets of the three typefaces. Latin keeps the weights and optical sizes in use; Chinese display type keeps only the
// characters that Facet's own text holds (catalogue, templates, demo), since the whole font is 15 MB.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import subsetFont from "subset-font";

const HAN = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/gu;
/** Dates, numbers and marks that the catalogue may lack but pages show. */
const ALWAYS_HAN = "〇零一二三四五六七八九十百千万年月日时分秒上下午周星期第号届至，。、；：？！“”‘’（）《》〈〉【】…—·";
/** Pages that only organisers read: a character that stands on no other is in a font of its own, which nobody else waits for. */
const DESK = [
  /^templates\/desk\//,
  /^templates\/calls\/(?!index|show|rules|_hosts|_logo)/,
  /^templates\/entries\/(alike|charge|charges|check|checks|consents_of_call|extension|fee|look|of_call|one_of_call|pair|preview|room|translation|_pairs)/,
  /^templates\/judging\/(rubric|jury|guests|progress|assignment|by_hand|conflicts|leave|terms|vetoes|_criterion|_round_rules|_deal|_flags|_progress)/,
  /^templates\/publication\/(release|_planned|_signatures)/,
];
/** What hardly ever stands in display type: letters, samples, and all that Python says (refusals, states, labels of fields). */
const SAID = [
  /^templates\/(demo|mail)\//,
  /^templates\/entries\/_/,
  /^templates\/judging\/_/,
  /^templates\/components\//,
  /^competition\/(?!app\.py)/,
];
/** The other areas; a folder that is not named here has what every page has. */
const AREAS = { calls: "public", publication: "public", judging: "judging", entries: "entries", people: "people", results: "results" };
/** Each of these takes only what none before it has; what two of the others have is everyone's (the area ""). */
const LAST = ["desk", "results", "said"];

function areaOf(place) {
  if (SAID.some((only) => only.test(place))) return "said";
  if (DESK.some((only) => only.test(place))) return "desk";
  return AREAS[place.split("/")[1]] ?? "";
}

const range = (first, last) => String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, i) => first + i));
/** Basic Latin, Latin-1, Œ œ Ÿ, and the punctuation, arrows and signs of four languages. */
const LATIN = `${range(0x20, 0x7e)}${range(0xa0, 0xff)}ŒœŸ‐‑–—‘’‚“”„†•…‰′″‹›€™←→↑↓−≈≤≥×\u2009\u202f`;

/** Names from the rest of Europe, and pinyin. */
const NEAR = `${range(0x100, 0x151)}${range(0x154, 0x177)}${range(0x179, 0x17f)}${range(0x1cd, 0x1dc)}${range(0x218, 0x21b)}`;
/** Names from farther away, Vietnamese among them. */
const FAR = `${range(0x180, 0x1cc)}${range(0x1dd, 0x217)}${range(0x21c, 0x24f)}${range(0x1e00, 0x1eff)}`;

const PACKAGES = {
  serif: "@fontsource-variable/source-serif-4/files/source-serif-4-latin-opsz-normal.woff2",
  serifItalic: "@fontsource-variable/source-serif-4/files/source-serif-4-latin-opsz-italic.woff2",
  serifNames: "@fontsource-variable/source-serif-4/files/source-serif-4-latin-ext-opsz-normal.woff2",
  sans: "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  sansNames: "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2",
  song: "@expo-google-fonts/noto-serif-sc/300Light/NotoSerifSC_300Light.ttf",
};
const SERIF_AXES = { wght: { min: 300, max: 400, default: 400 }, opsz: { min: 20, max: 60, default: 20 } };

async function textsBelow(folder) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = found.filter((item) => item.isFile() && [".html", ".json"].includes(extname(item.name)));
  return Promise.all(texts.map((item) => readFile(join(item.parentPath, item.name), "utf8")));
}

/** What stands in display type on the demo's pages: the Chinese titles and names of its content. */
function displayed(value, key = "") {
  if (typeof value !== "object" || value === null) return [];
  const own = ["title", "name"].includes(key) && value.zh ? [value.zh] : [];
  return [...own, ...Object.entries(value).flatMap(([name, part]) => displayed(part, name))];
}

/** The messages of a catalogue in their translation, each with the places where it stands. */
function* messagesOf(catalogue) {
  for (const block of catalogue.split("\n\n")) {
    const places = [...block.matchAll(/^#: (.+)$/gm)].flatMap(([, line]) => line.split(" "));
    const text = block.slice(Math.max(block.indexOf("\nmsgstr"), 0));
    if (places.length) yield { places, text };
  }
}

const into = (set, text) => [...text.matchAll(HAN)].forEach(([character]) => set.add(character));

/** The characters of Chinese display type by area; what is only said counts only where no template has the message. */
async function hanByArea(root) {
  const catalogue = await readFile(join(root, "competition/translations/zh_Hans/LC_MESSAGES/messages.po"), "utf8");
  const areas = Object.fromEntries(["", "content", ...Object.values(AREAS), ...LAST].map((area) => [area, new Set()]));
  into(areas[""], ALWAYS_HAN);
  for (const { places, text } of messagesOf(catalogue)) {
    const found = new Set(places.map((place) => areaOf(place.split(":")[0])));
    if (found.size > 1) found.delete("said");
    for (const area of found) into(areas[area], text);
  }
  for (const text of await textsBelow(join(root, "templates/errors"))) into(areas[""], text);
  for (const text of await textsBelow(join(root, "templates/demo"))) into(areas.said, text);
  for (const text of await textsBelow(join(root, "deploy/demo/content")))
    for (const title of displayed(JSON.parse(text))) into(areas.content, title);
  return areas;
}

/** The same in parts that share nothing, as `[area, characters]`. */
async function hanInUse(root) {
  const areas = await hanByArea(root);
  const counts = new Map();
  for (const [area, set] of Object.entries(areas))
    for (const one of LAST.includes(area) ? [] : set) counts.set(one, (counts.get(one) ?? 0) + 1);
  const taken = new Set([...counts.keys()].filter((one) => areas[""].has(one) || counts.get(one) > 1));
  const parts = [["", [...taken]]];
  for (const area of Object.keys(areas).filter(Boolean)) {
    const own = [...areas[area]].filter((one) => !taken.has(one));
    own.forEach((one) => taken.add(one));
    parts.push([area, own]);
  }
  return parts.filter(([, characters]) => characters.length);
}

/** Makes one subset, or takes it from the cache when font, characters and options are the same. */
async function subset(root, name, from, characters, options = {}) {
  const original = join(root, "node_modules", from);
  const { size, mtimeMs } = await stat(original);
  const key = createHash("sha256").update(JSON.stringify([from, size, mtimeMs, characters, options])).digest("hex");
  const folder = join(root, "node_modules/.cache/facet-fonts", key.slice(0, 16));
  const path = join(folder, name);
  if (!(await stat(path).catch(() => null))) {
    await mkdir(folder, { recursive: true });
    const made = await subsetFont(await readFile(original), characters, { targetFormat: "woff2", ...options });
    await writeFile(path, made);
  }
  return path;
}

const codes = (characters) => characters.map((one) => `U+${one.codePointAt(0).toString(16)}`).join(", ");

/** Returns the path of each built font by the name that fonts.css uses, and the range of each part of the Chinese one. */
export async function builtFonts(root) {
  const serif = { variationAxes: SERIF_AXES };
  const sans = { variationAxes: { wght: { min: 400, max: 600, default: 400 } } };
  const files = {
    "serif.woff2": await subset(root, "serif.woff2", PACKAGES.serif, LATIN, serif),
    "serif-italic.woff2": await subset(root, "serif-italic.woff2", PACKAGES.serifItalic, LATIN, serif),
    "serif-near.woff2": await subset(root, "serif-near.woff2", PACKAGES.serifNames, NEAR, serif),
    "serif-far.woff2": await subset(root, "serif-far.woff2", PACKAGES.serifNames, FAR, serif),
    "sans.woff2": await subset(root, "sans.woff2", PACKAGES.sans, LATIN, sans),
    "sans-near.woff2": await subset(root, "sans-near.woff2", PACKAGES.sansNames, NEAR, sans),
    "sans-far.woff2": await subset(root, "sans-far.woff2", PACKAGES.sansNames, FAR, sans),
  };
  const ranges = {};
  for (const [area, characters] of await hanInUse(root)) {
    const name = `song${area && `-${area}`}.woff2`;
    files[name] = await subset(root, name, PACKAGES.song, characters.sort().join(""));
    if (area) ranges[name] = codes(characters);
  }
  return { files, ranges };
}
