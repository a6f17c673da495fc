// What the browser itself can tell of a file: the size of a picture, the length of a film, the triangles of a model.

/** Pictures whose size most browsers can read; of the others the server will tell. */
const PICTURES = new Set(["image/jpeg", "image/png", "image/webp", "image/avif", "image/heic"]);
const PATIENCE = 8000;
const [MAGIC, JSON_CHUNK, HEAD, CHUNK_HEAD] = [0x46546c67, 0x4e4f534a, 20, 8];
const MOST_JSON = 20_000_000;
const MOST_TEXTURES = 40;
const MOST_HEAD = 512 * 1024;
const COMPRESSED = {
  KHR_draco_mesh_compression: "Draco",
  EXT_meshopt_compression: "Meshopt",
  KHR_meshopt_compression: "Meshopt",
};

/** What `faultOf` takes, or null for what cannot be measured here. */
export async function measure(file, type) {
  try {
    if (PICTURES.has(type)) return (await sizeByHead(file, type)) ?? (await sizeOf(file));
    if (type.startsWith("video/")) return await lengthOf(file);
    return type === "model/gltf-binary" ? await modelOf(file) : null;
  } catch {
    return null;
  }
}

async function shown(element, done, blob) {
  const address = URL.createObjectURL(blob);
  try {
    await new Promise((resolve, reject) => {
      setTimeout(reject, PATIENCE);
      Object.assign(element, { [done]: resolve, onerror: reject, src: address });
    });
    return element;
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function sizeOf(blob) {
  const { naturalWidth, naturalHeight } = await shown(new Image(), "onload", blob);
  return { width: naturalWidth, height: naturalHeight };
}

/** A JPEG says its size and which side is up at its beginning: the rest need not be read. Null where that does not do. */
const sizeByHead = (file, type) =>
  type === "image/jpeg" && file.size > MOST_HEAD ? sizeOf(file.slice(0, MOST_HEAD, type)).catch(() => null) : null;

async function lengthOf(file) {
  const film = Object.assign(document.createElement("video"), { preload: "metadata", muted: true });
  const { duration, videoWidth, videoHeight } = await shown(film, "onloadedmetadata", file);
  return Number.isFinite(duration) ? { width: videoWidth, height: videoHeight, seconds: duration } : null;
}

async function modelOf(file) {
  const head = new DataView(await file.slice(0, HEAD).arrayBuffer());
  const length = head.getUint32(12, true);
  const isModel = head.getUint32(0, true) === MAGIC && head.getUint32(16, true) === JSON_CHUNK;
  if (!isModel || head.getUint32(4, true) !== 2 || HEAD + length > file.size) return { fault: "model_broken" };
  if (length > MOST_JSON) return null;
  const model = JSON.parse(await file.slice(HEAD, HEAD + length).text());
  const refused = unshowable(model);
  return refused ?? { triangles: trianglesIn(model), side: await longestSide(file, model, HEAD + length + CHUNK_HEAD) };
}

/** Why a model cannot be shown, whatever its question says, or null. */
export function unshowable(model) {
  const used = [...(model.extensionsUsed ?? []), ...(model.extensionsRequired ?? [])];
  const method = used.map((name) => COMPRESSED[name]).find(Boolean);
  if (method) return { fault: "model_compressed", method };
  if (used.includes("KHR_texture_basisu")) return { fault: "model_ktx2" };
  const parts = [...(model.buffers ?? []), ...(model.images ?? [])];
  return parts.some(({ uri }) => uri && !uri.startsWith("data:")) ? { fault: "model_external" } : null;
}

/** How many triangles its scene draws, each use of a mesh counted. */
export function trianglesIn({ nodes = [], scenes, scene = 0, meshes = [], accessors = [] }) {
  const children = new Set(nodes.flatMap((node) => node.children ?? []));
  const waiting = [...(scenes?.[scene]?.nodes ?? [...nodes.keys()].filter((index) => !children.has(index)))];
  const seen = new Set();
  let sum = 0;
  while (waiting.length) {
    const index = waiting.pop();
    if (seen.has(index)) continue;
    seen.add(index);
    waiting.push(...(nodes[index]?.children ?? []));
    for (const { mode = 4, indices, attributes } of meshes[nodes[index]?.mesh]?.primitives ?? []) {
      const { count = 0 } = accessors[indices ?? attributes?.POSITION] ?? {};
      if (mode >= 4) sum += mode === 4 ? Math.floor(count / 3) : Math.max(count - 2, 0);
    }
  }
  return sum;
}

async function longestSide(file, { images = [], bufferViews = [] }, start) {
  let longest = 0;
  for (const { bufferView, mimeType } of images.slice(0, MOST_TEXTURES)) {
    const { byteOffset = 0, byteLength } = bufferViews[bufferView] ?? {};
    if (!byteLength) continue;
    const picture = file.slice(start + byteOffset, start + byteOffset + byteLength, mimeType);
    const { width, height } = await sizeOf(picture).catch(() => ({ width: 0, height: 0 }));
    longest = Math.max(longest, width, height);
  }
  return longest;
}
