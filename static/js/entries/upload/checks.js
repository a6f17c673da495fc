// What can be told of a file before anything is sent. The server decides by the same rules and, later, by the bytes.
import { filled } from "./format.js";
import { faultOf } from "./limits.js";

const BY_ENDING = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  tif: "image/tiff",
  tiff: "image/tiff",
  heic: "image/heic",
  heif: "image/heic",
  avif: "image/avif",
  pdf: "application/pdf",
  mp4: "video/mp4",
  mov: "video/quicktime",
  glb: "model/gltf-binary",
  gltf: "model/gltf+json",
};
const SAME = { "image/heif": "image/heic" };

const endingOf = (file) => file.name.split(".").pop().toLowerCase();

/** Many systems know no type of a telephone's pictures or of models: then the name's end tells. */
export const mediaTypeOf = (file) => SAME[file.type] || file.type || BY_ENDING[endingOf(file)] || "";

/** The sentence that refuses a file, or "" if it may be sent; `count` is how many files are there already. */
export async function refusalOf(file, rules, count, words) {
  const type = mediaTypeOf(file);
  if (endingOf(file) === "gltf" && rules.in_parts) return rules.in_parts;
  if (!rules.accept.includes(type)) return rules.kind;
  if (file.size === 0) return words.empty;
  if (file.size > rules.max_bytes) return rules.large;
  if (count >= rules.most) return rules.many;
  const { measure } = await import("./measure.js");
  const found = await measure(file, type);
  const sentence = rules.refusals[faultOf(found, rules)];
  return sentence ? filled(sentence, inWords(found)) : "";
}

/** Numbers as the reader's language writes them; the sides of a picture stay as programs show them. */
function inWords(found) {
  const write = (number, digits) => number?.toLocaleString(document.documentElement.lang, { maximumFractionDigits: digits });
  return { ...found, seconds: write(found.seconds, 1), triangles: write(found.triangles, 0) };
}
