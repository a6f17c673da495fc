// Which rule of its question a file breaks: the same law as competition/entries/rules/findings.py, before it is sent.

const USUAL = { pixels: 200_000_000, seconds: 600, triangles: 2_000_000, texture: 8192 };

/** Tells whether width to height is more than a ratio as 16:9; in whole numbers, since 16/9 is none. */
const isWider = (width, height, ratio) => {
  const [across, down] = ratio.split(":").map(Number);
  return width * down > height * across;
};
const isTaller = (width, height, ratio) => {
  const [across, down] = ratio.split(":").map(Number);
  return width * down < height * across;
};

function ofPicture({ width, height }, rules) {
  if (width * height > (rules.max_pixels || USUAL.pixels)) return "too_many_pixels";
  if (width < (rules.min_width || 0) || height < (rules.min_height || 0)) return "too_few_pixels";
  if (rules.min_ratio && isTaller(width, height, rules.min_ratio)) return "too_tall";
  return rules.max_ratio && isWider(width, height, rules.max_ratio) ? "too_wide" : "";
}

function ofFilm({ width, height, seconds }, rules) {
  if (width * height > (rules.max_pixels || USUAL.pixels)) return "too_many_pixels";
  const lasts = Math.round(seconds * 10) / 10;
  if (lasts > (rules.max_seconds || USUAL.seconds)) return "too_long";
  return rules.min_seconds && lasts < rules.min_seconds ? "too_short" : "";
}

function ofModel({ triangles, side }, rules) {
  if (triangles === 0) return "model_empty";
  if (triangles > (rules.max_triangles || USUAL.triangles)) return "too_many_triangles";
  return side > (rules.max_texture || USUAL.texture) ? "texture_too_large" : "";
}

/**
 * The code of the first rule that is broken, or "". `found` is what could be measured: width and height of a picture,
 * with seconds of a film, or triangles and the longest side of a texture of a model; `fault` where the file itself
 * cannot be shown.
 */
export function faultOf(found, rules) {
  if (!found) return "";
  if (found.fault) return found.fault;
  if ("triangles" in found) return ofModel(found, rules);
  return "seconds" in found ? ofFilm(found, rules) : ofPicture(found, rules);
}
