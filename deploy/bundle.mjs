// Builds static/dist: bundled styles and scripts, subset fonts, the icon sprite and pictures, each under a name that
// holds its content's hash, and manifest.json that maps the plain names to those. `npm run build` runs it.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";
import { builtFonts } from "./fonts.mjs";
import { iconSprite } from "./icons.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const source = join(root, "static");
const target = join(source, "dist");

/** What shrinks when it is compressed. */
const TEXTS = new Set([".css", ".js", ".svg"]);

/** Styles that site.css names itself; every other sheet beside it belongs to a domain. */
const GROUND = new Set(["site.css", "fonts.css", "tokens.css", "base.css"]);

const files = async (folder, extension) =>
  (await readdir(folder, { withFileTypes: true }))
    .filter((item) => item.isFile() && extname(item.name) === extension)
    .map((item) => item.name)
    .sort();

/** `@import "./components/*.css"` stands for every sheet of the folder, in the order of their names. */
const everySheet = {
  name: "every-sheet",
  setup(builder) {
    builder.onResolve({ filter: /\*\.css$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, dirname(path)),
      namespace: "every-sheet",
    }));
    builder.onLoad({ filter: /.*/, namespace: "every-sheet" }, async ({ path }) => {
      const names = (await files(path, ".css")).filter((name) => !GROUND.has(name));
      return { contents: names.map((name) => `@import "./${name}";`).join("\n"), loader: "css", resolveDir: path };
    });
  },
};

/** Whether day or night holds: one of the two is empty, the other gives way to its fallback. */
const DAY_AND_NIGHT = `
:root, [data-theme="light"] { --by-day: initial; --by-night: ; }
[data-theme="dark"] { --by-day: ; --by-night: initial; }
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { --by-day: ; --by-night: initial; } }
`;
const EITHER = /light-dark\(((?:[^(),]|\([^()]*\))+),\s*((?:[^(),]|\([^()]*\))+)\)/g;

/** `light-dark()` for browsers that do not know it: Chrome before 123, Firefox before 120, Safari before 17.5. */
const dayAndNight = {
  name: "day-and-night",
  setup(builder) {
    builder.onLoad({ filter: /tokens\.css$/ }, async ({ path }) => {
      const sheet = await readFile(path, "utf8");
      const contents = sheet.replace(EITHER, "var(--by-day, $1) var(--by-night, $2)") + DAY_AND_NIGHT;
      return { contents, loader: "css" };
    });
  },
};

/** In fonts.css, the face that stands for each part of the Chinese font but everyone's. */
const PART = /@font-face \{[^}]*U\+DE5C[^}]*\}/;

/** `url("built:name.woff2")` is a font that fonts.mjs makes; which characters its parts hold is known when it is made. */
const fontsByName = ({ files, ranges }) => ({
  name: "built-fonts",
  setup(builder) {
    builder.onResolve({ filter: /^built:/ }, ({ path }) => ({ path: files[path.slice("built:".length)] }));
    builder.onLoad({ filter: /fonts\.css$/ }, async ({ path }) => {
      const sheet = await readFile(path, "utf8");
      const faces = (face) =>
        Object.entries(ranges).map(([name, range]) => face.replace("song-part.woff2", name).replace("U+DE5C", range));
      return { contents: sheet.replace(PART, (face) => faces(face).join("\n")), loader: "css" };
    });
  },
});

/** The pages' own scripts: static/js/<domain>/<page>.js. */
async function scripts() {
  const folder = join(source, "js");
  const domains = (await readdir(folder, { withFileTypes: true })).filter(
    (item) => item.isDirectory() && item.name !== "components",
  );
  const pages = await Promise.all(
    domains.map(async ({ name }) => (await files(join(folder, name), ".js")).map((page) => join(folder, name, page))),
  );
  return pages.flat();
}

async function bundle(entryPoints, outbase, plugins = []) {
  const { metafile } = await build({
    entryPoints,
    outbase,
    outdir: target,
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    metafile: true,
    target: ["chrome111", "firefox113", "safari16.4"],
    entryNames: "[dir]/[name]-[hash]",
    chunkNames: "chunk-[hash]",
    assetNames: "[name]-[hash]",
    loader: { ".woff2": "file" },
    absWorkingDir: root,
    logLevel: "warning",
    plugins,
  });
  const written = {};
  for (const [output, { entryPoint, inputs }] of Object.entries(metafile.outputs)) {
    const path = relative(target, join(root, output));
    const plain = entryPoint
      ? relative(outbase, join(root, entryPoint))
      : extname(output) === ".woff2"
        ? basename(Object.keys(inputs)[0])
        : path;
    written[plain] = path;
  }
  return written;
}

/** Writes `content` under a hashed name and returns that name. */
async function place(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
  const hashed = name.replace(/(\.\w+)$/, `-${hash}$1`);
  await mkdir(dirname(join(target, hashed)), { recursive: true });
  await writeFile(join(target, hashed), content);
  return hashed;
}

async function pictures() {
  const folder = join(source, "img");
  const names = (await readdir(folder)).sort();
  const pairs = names.map(async (name) => [`img/${name}`, await place(`img/${name}`, await readFile(join(folder, name)))]);
  return Object.fromEntries(await Promise.all(pairs));
}

const SMALLER = {
  ".br": (content) =>
    promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }),
  ".gz": (content) => promisify(gzip)(content, { level: 9 }),
};

/** Lays each text's compressed twins beside it, which WhiteNoise sends to browsers that take them. Fonts are packed already. */
async function compress(manifest) {
  const texts = Object.values(manifest).filter((name) => TEXTS.has(extname(name)));
  const twins = texts.flatMap((name) => Object.entries(SMALLER).map(([ending, pack]) => ({ name, ending, pack })));
  const written = twins.map(async ({ name, ending, pack }) => {
    const twin = join(target, name + ending);
    if (!existsSync(twin)) {
      await writeFile(`${twin}.part`, await pack(await readFile(join(target, name))));
      await rename(`${twin}.part`, twin); // A build that is broken off leaves no half a twin.
    }
    return name + ending;
  });
  return Promise.all(written);
}

/** Removes what an earlier build left, after the new manifest is in place: a running server misses nothing. */
async function sweep(names) {
  const kept = new Set([...names, "manifest.json"]);
  const present = await readdir(target, { recursive: true, withFileTypes: true });
  const stale = present
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name))
    .filter((path) => !kept.has(relative(target, path)));
  await Promise.all(stale.map((path) => rm(path)));
}

const begun = performance.now();
await mkdir(target, { recursive: true });
const fonts = await builtFonts(root);
const manifest = {
  ...(await bundle([join(source, "css/site.css")], join(source, "css"), [everySheet, dayAndNight, fontsByName(fonts)])),
  // Alone, so that it shares no chunk: every page waits for it before it is drawn.
  ...(await bundle([join(source, "js/site.js")], join(source, "js"))),
  ...(await bundle(await scripts(), join(source, "js"))),
  ...(await pictures()),
  "icons.svg": await place("icons.svg", await iconSprite(root)),
};
const twins = await compress(manifest);
await writeFile(join(target, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
await sweep([...Object.values(manifest), ...twins]);
console.log(`static/dist: ${Object.keys(manifest).length} files in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
