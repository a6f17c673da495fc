// Draws the mark: the crown of a round brilliant seen from above. `npm run mark` writes the pictures that use it.
//
// The girdle is a circle of radius 1. The table is an octagon whose corners lie at 56 % of it, at 22.5° + k × 45°.
// Each star is a triangle on one side of the table; its tip lies halfway from that side to the girdle (a star length of
// 50 %). Each kite joins a corner of the table, two star tips and the girdle. Two upper girdle facets lie between
// neighbouring kites. 1 table + 8 stars + 8 kites + 16 upper girdles = 33 facets.
import { writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const STEP = 45;
const TABLE = 0.56;
const SIDE = TABLE * Math.cos((STEP / 2) * (Math.PI / 180));
const STAR = (SIDE + 1) / 2;

/** The point at `degrees` clockwise from the top, `radius` from the centre, on a field of `size` pixels. */
const at = (degrees, radius, size, margin) => {
  const angle = (degrees * Math.PI) / 180;
  const scale = size / 2 - margin;
  const number = (value) => Number((size / 2 + value * scale).toFixed(3));
  return `${number(Math.sin(angle) * radius)} ${number(-Math.cos(angle) * radius)}`;
};

/** The 33 facets as lists of [degrees, radius], in the order in which they light: table, stars, kites, girdles. */
function facets() {
  const corners = Array.from({ length: 8 }, (_, k) => STEP / 2 + k * STEP);
  const table = corners.map((angle) => [angle, TABLE]);
  const stars = corners.map((angle) => [[angle, TABLE], [angle + STEP / 2, STAR], [angle + STEP, TABLE]]);
  const kites = corners.map((angle) => [[angle, TABLE], [angle + STEP / 2, STAR], [angle, 1], [angle - STEP / 2, STAR]]);
  const girdles = corners.flatMap((angle) => [
    [[angle - STEP / 2, STAR], [angle - STEP / 2, 1], [angle, 1]],
    [[angle + STEP / 2, STAR], [angle, 1], [angle + STEP / 2, 1]],
  ]);
  return { table: [table], stars, kites, girdles };
}

const outline = (points, size, margin) => `M${points.map(([angle, radius]) => at(angle, radius, size, margin)).join("L")}Z`;
const paths = (group, size, margin) => facets()[group].map((points) => outline(points, size, margin)).join("");

/** Every edge once: the girdle, and each kite's and star's outline (these hold all the other edges but the girdles'). */
function edges(size, margin) {
  const rim = Array.from({ length: 16 }, (_, k) => [k * (STEP / 2), 1]);
  const spokes = Array.from({ length: 8 }, (_, k) => `M${at(k * STEP, STAR, size, margin)}L${at(k * STEP, 1, size, margin)}`);
  return outline(rim, size, margin) + paths("stars", size, margin) + paths("kites", size, margin) + spokes.join("");
}

const NOTE = "deploy/mark.mjs makes this file";

function markPicture() {
  const lines = `<path d="${edges(512, 8)}" fill="none" stroke="#16181d" stroke-width="5" stroke-linejoin="round"/>`;
  return `<!-- ${NOTE} -->\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">${lines}</svg>\n`;
}

/** At 16 pixels only tone can be read: kites dark, stars and girdles paler, the table open. */
function favicon() {
  const style = "path{fill:#16181d}@media(prefers-color-scheme:dark){path{fill:#eeece8}}";
  const tone = (group, opacity) => `<path d="${paths(group, 32, 0.5)}" opacity="${opacity}"/>`;
  const drawn = tone("girdles", 0.45) + tone("kites", 1) + tone("stars", 0.25);
  return `<!-- ${NOTE} -->\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><style>${style}</style>${drawn}</svg>\n`;
}

function macros() {
  const ring = facets();
  const lit = [...ring.stars, ...ring.kites, ...ring.girdles].map((points) => `<path d="${outline(points, 64, 1)}"/>`);
  return `{# ${NOTE}. mark() is the sign beside the name; loading() lights its facets in turn. #}
{% macro mark() %}
<svg class="mark" viewBox="0 0 64 64" width="34" height="34" aria-hidden="true" focusable="false"><path d="${edges(64, 1)}"/></svg>
{%- endmacro %}

{% macro loading(label) %}
<span class="loading" role="status">
  <svg viewBox="0 0 64 64" width="48" height="48" aria-hidden="true" focusable="false">
    ${lit.join("\n    ")}
  </svg>
  <span>{{ label }}</span>
</span>
{%- endmacro %}
`;
}

await writeFile(join(root, "static/img/mark.svg"), markPicture());
await writeFile(join(root, "static/img/favicon.svg"), favicon());
await writeFile(join(root, "templates/components/mark.html"), macros());
