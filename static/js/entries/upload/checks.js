// What can be told of a file before anything is sent. The server decides by the same rules and, later, by the bytes.
import { filled } from "./format.js";

const BY_ENDING = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  tif: "image/tiff",
  tiff: "image/tiff",
  pdf: "application/pdf",
  mp4: "video/mp4",
  mov: "video/quicktime",
};
/** Pictures whose size every browser can read. */
const MEASURED = new Set(["image/jpeg", "image/png", "image/webp"]);

export const mediaTypeOf = (file) => file.type || BY_ENDING[file.name.split(".").pop().toLowerCase()] || "";

/** The sentence that refuses a file, or "" if it may be sent; `count` is how many files are there already. */
export async function refusalOf(file, rules, count, words) {
  const type = mediaTypeOf(file);
  if (!rules.accept.includes(type)) return rules.kind;
  if (file.size === 0) return words.empty;
  if (file.size > rules.max_bytes) return rules.large;
  if (count >= rules.most) return rules.many;
  return MEASURED.has(type) ? refusalOfPixels(await measure(file), rules, words) : "";
}

function refusalOfPixels(size, rules, words) {
  if (!size) return "";
  const values = { ...size, least_width: rules.min_width || 1, least_height: rules.min_height || 1 };
  if (size.width < rules.min_width || size.height < rules.min_height) return filled(words.small, values);
  if (rules.max_pixels && size.width * size.height > rules.max_pixels) return filled(words.big, values);
  return "";
}

/** Width and height, or null if the browser cannot read them: the server then says what is wrong. */
async function measure(file) {
  const address = URL.createObjectURL(file);
  try {
    const picture = new Image();
    await new Promise((resolve, reject) => Object.assign(picture, { onload: resolve, onerror: reject, src: address }));
    return { width: picture.naturalWidth, height: picture.naturalHeight };
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(address);
  }
}
