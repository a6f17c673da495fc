// How files come to a question: chosen, dropped, pasted, taken with a telephone's camera. What may be sent gets a slot.
import { mediaTypeOf, refusalOf } from "./checks.js";

const TOGETHER = 10;
const WRITING = "input:not([type=file]), textarea, [contenteditable]";

export class Giving {
  constructor(field) {
    this.field = field;
    const drop = field.area.querySelector("[data-drop]");
    for (const input of field.area.querySelectorAll("[data-drop-input], [data-drop-camera]"))
      input.addEventListener("change", () => (this.take([...input.files]), (input.value = "")));
    for (const name of ["dragenter", "dragover"])
      drop.addEventListener(name, (event) => hasFiles(event) && (event.preventDefault(), (drop.dataset.over = "")));
    for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => delete drop.dataset.over);
    drop.addEventListener("drop", (event) => (event.preventDefault(), this.take([...event.dataTransfer.files])));
  }

  /** Takes files in the order in which they came; those of an interrupted upload go on at once. */
  async take(files) {
    const begun = files.map((file) => this.interrupted(file));
    files.forEach((file, place) => begun[place] && this.field.send(begun[place].facts, file));
    const fresh = files.filter((_, place) => !begun[place]);
    for (let start = 0; start < fresh.length; start += TOGETHER) await this.begin(fresh.slice(start, start + TOGETHER));
  }

  /** The row of an upload that was interrupted, here or in another browser, and that this file goes on with. */
  interrupted(file) {
    return [...this.field.rows.values()].find(
      ({ facts }) =>
        facts.state === "uploading" &&
        !this.field.files.has(facts.id) &&
        facts.name === file.name &&
        facts.size === file.size,
    );
  }

  /** Asks for the file that shall stand in the place of a row's. */
  choose(row) {
    const input = Object.assign(document.createElement("input"), { type: "file", accept: this.field.rules.accept.join() });
    input.addEventListener("change", () => this.begin([...input.files], row.id));
    input.click();
  }

  async begin(files, replaces) {
    const { field } = this;
    const known = field.count - (replaces ? 1 : 0);
    const sentences = await Promise.all(
      files.map((file, place) => refusalOf(file, field.rules, known + place, field.words)),
    );
    files.forEach((file, place) => sentences[place] && field.refuse(file, sentences[place]));
    const taken = files.filter((_, place) => !sentences[place]);
    if (!taken.length) return;
    const wanted = taken.map((file) => ({ name: file.name, size: file.size, media_type: mediaTypeOf(file), replaces }));
    try {
      const lines = await field.server.open(field.id, wanted);
      lines.forEach((line, place) => field.opened(line, taken[place]));
    } catch (error) {
      for (const file of taken) field.refuse(file, field.sentenceOf(error));
    }
  }
}

const hasFiles = (event) => event.dataTransfer.types.includes("Files");

/** A picture from the clipboard goes to the question that has the focus, else to the first that is seen. */
export function watchPaste(fields) {
  addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    const isText = event.target.closest(WRITING) && event.clipboardData.types.includes("text/plain");
    const shown = fields.filter(({ area }) => area.checkVisibility?.() ?? !area.hidden);
    const field = shown.find(({ area }) => area.contains(event.target)) ?? shown[0];
    if (!files.length || isText || !field?.editable) return;
    event.preventDefault();
    field.giving.take(files.map(named));
  });
}

/** A browser calls every pasted picture image.png; a name of its own keeps two apart. */
function named(file, place) {
  if (!/^image\.\w+$/.test(file.name)) return file;
  const time = new Date().toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-");
  return new File([file], `pasted-${time}${place ? `-${place + 1}` : ""}.${file.name.split(".").pop()}`, { type: file.type });
}
