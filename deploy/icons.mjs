// The icon sprite: every lucide icon that a template names, as one SVG of symbols.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

/** `icon("check")`, `draw("check")` and `icon="check"` in templates; the names must be written out there. */
const NAMED = /\b(?:icon\(|draw\(|icon=)\s*["']([a-z0-9-]+)["']/g;

async function namesIn(folder) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const pages = found.filter((item) => item.isFile() && item.name.endsWith(".html"));
  const texts = await Promise.all(pages.map((item) => readFile(join(item.parentPath, item.name), "utf8")));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(NAMED)].map((match) => match[1])))].sort();
}

async function symbol(root, name) {
  const svg = await readFile(join(root, "node_modules/lucide-static/icons", `${name}.svg`), "utf8");
  const lines = svg.replace(/^[\s\S]*?<svg[\s\S]*?>|<\/svg>\s*$/g, "").replace(/\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24">${lines}</symbol>`;
}

export async function iconSprite(root) {
  const names = await namesIn(join(root, "templates"));
  const symbols = await Promise.all(names.map((name) => symbol(root, name)));
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}
