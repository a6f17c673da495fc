// The requests of an upload to the bucket, each signed by our server. What goes wrong is a `BucketError` with its status;
// 0 is a line that broke.

export class BucketError extends Error {
  constructor(status) {
    super(`bucket: status ${status}`);
    Object.assign(this, { name: "BucketError", status });
  }
}

/** Sends bytes, telling how many went; resolves to the etag. Only XMLHttpRequest tells that. */
export const put = ({ url, headers = {} }, blob, { signal, onSent }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    request.open("PUT", url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", ({ loaded }) => onSent(loaded));
    request.addEventListener("load", () =>
      request.status < 300 ? resolve(request.getResponseHeader("ETag")) : reject(new BucketError(request.status)),
    );
    for (const name of ["error", "abort", "timeout"]) request.addEventListener(name, () => reject(new BucketError(0)));
    request.addEventListener("loadend", () => signal.removeEventListener("abort", stop));
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
    request.send(blob);
  });

async function ask(method, { url, headers = {} }, { signal, body } = {}) {
  const answer = await fetch(url, { method, headers, body, signal }).catch(() => {
    throw new BucketError(0);
  });
  if (!answer.ok) throw new BucketError(answer.status);
  const xml = new DOMParser().parseFromString(await answer.text(), "application/xml");
  // Joining parts may take so long that a store answers 200 first and says afterwards that it failed.
  if (xml.querySelector("Error")) throw new BucketError(xml.querySelector("Error > Code")?.textContent === "NoSuchUpload" ? 404 : 500);
  return xml;
}

const textOf = (element, name) => element.getElementsByTagName(name)[0]?.textContent ?? "";

/** Begins an upload in parts; resolves to the bucket's id for it. */
export const create = async (signed, signal) => textOf(await ask("POST", signed, { signal }), "UploadId");

/** Resolves to what the bucket has already: part number → {size, etag}. */
export async function list(signed, signal) {
  const parts = [...(await ask("GET", signed, { signal })).getElementsByTagName("Part")];
  return new Map(
    parts.map((part) => [
      Number(textOf(part, "PartNumber")),
      { size: Number(textOf(part, "Size")), etag: textOf(part, "ETag") },
    ]),
  );
}

/** Joins the parts; `etags` is part number → etag. */
export function complete(signed, etags, signal) {
  const parts = [...etags].sort(([one], [other]) => one - other);
  const lines = parts.map(([number, etag]) => `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`);
  return ask("POST", signed, { signal, body: `<CompleteMultipartUpload>${lines.join("")}</CompleteMultipartUpload>` });
}

export const abort = (signed) => ask("DELETE", signed);
