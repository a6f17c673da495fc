// Draws four cut stones for the page of parts and for the demo, in four ratios: `node deploy/samples.mjs`.
// Each is rings of points joined into facets; a facet's tone follows from how it faces the light.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(resolve(dirname(fileURLToPath(import.meta.url)), ".."), "static/img");
const LIGHT = [-0.45, -0.6, 0.66];

/** A closed ring: `count` points on a superellipse (`power` 2 is round, 8 nearly square), turned by half a step or not. */
const ring = ({ rx, ry, z, count, power = 2, turned = false }) =>
  Array.from({ length: count }, (_, k) => {
    const angle = ((k + (turned ? 0.5 : 0)) * 2 * Math.PI) / count;
    const bend = (value) => Math.sign(value) * Math.abs(value) ** (2 / power);
    return [bend(Math.sin(angle)) * rx, -bend(Math.cos(angle)) * ry, z];
  });

/** Two rings, half a step apart, make a band of triangles. */
const band = (inner, outer) =>
  inner.flatMap((point, k) => {
    const next = inner[(k + 1) % inner.length];
    const between = outer[k % outer.length];
    const after = outer[(k + 1) % outer.length];
    return [
      [point, next, between],
      [between, after, next],
    ];
  });

const minus = (a, b) => a.map((value, i) => value - b[i]);
const cross = ([a, b, c], [d, e, f]) => [b * f - c * e, c * d - a * f, a * e - b * d];

function brightness([a, b, c]) {
  const normal = cross(minus(b, a), minus(c, a));
  const facing = normal[2] < 0 ? normal.map((value) => -value) : normal;
  const lit = facing.reduce((sum, value, i) => sum + value * LIGHT[i], 0) / Math.hypot(...facing);
  return Math.min(1, Math.max(0, lit));
}

/** Shallow facets sparkle unevenly: a fixed irregularity, the same at every run. */
const sparkle = (index) => ((index * 7919) % 23) / 23 - 0.5;

function stone({ rings, hue, chroma, ground, width, height, name }) {
  const facets = rings.slice(1).flatMap((outer, k) => band(rings[k], outer));
  const place = ([x, y]) => `${(width / 2 + x * 300).toFixed(1)},${(height / 2 + y * 300).toFixed(1)}`;
  const drawn = [[rings[0], 0.72], ...facets.map((facet, k) => [facet, brightness(facet) + 0.28 * sparkle(k + 1)])];
  const polygons = drawn.map(([points, tone]) => {
    const fill = `oklch(${(18 + 72 * Math.min(1, Math.max(0, tone))).toFixed(1)}% ${(chroma * (1.15 - Math.abs(tone - 0.5))).toFixed(3)} ${hue})`;
    return `<polygon points="${points.map(place).join(" ")}" fill="${fill}" stroke="${fill}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${ground}"/>${polygons.join("")}</svg>\n`;
  return writeFile(join(folder, `sample-${name}.svg`), svg);
}

const crown = (rx, ry, count, power) => [
  ring({ rx: rx * 0.5, ry: ry * 0.5, z: 0.34, count, power }),
  ring({ rx: rx * 0.76, ry: ry * 0.76, z: 0.27, count, power, turned: true }),
  ring({ rx, ry, z: 0, count, power }),
];

await mkdir(folder, { recursive: true });
await Promise.all([
  stone({ name: "round", rings: crown(1, 1, 16, 2), hue: 250, chroma: 0.09, ground: "#d9dadc", width: 1200, height: 800 }),
  stone({ name: "cushion", rings: crown(1.05, 1.3, 12, 3.2), hue: 20, chroma: 0.15, ground: "#e6e1da", width: 800, height: 1100 }),
  stone({ name: "marquise", rings: crown(2.1, 0.95, 20, 1.7), hue: 160, chroma: 0.1, ground: "#1f2326", width: 1500, height: 840 }),
  stone({ name: "oval", rings: crown(0.95, 1.2, 18, 2), hue: 85, chroma: 0.11, ground: "#efece6", width: 900, height: 900 }),
]);
