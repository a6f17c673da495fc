// The entry form: files on their way, what is still missing, and what the jury will see.
import { watchForms } from "../components/autosave.js";
import { watchAnswers } from "./questions/checked.js";
import { Conditions } from "./questions/conditions.js";
import { watchLanguages } from "./questions/languages.js";
import { watchRows } from "./questions/rows.js";
import { declareEarly } from "./upload/declaring.js";
import { Endings } from "./upload/endings.js";
import { FilesField } from "./upload/field.js";
import { watchPaste } from "./upload/giving.js";
import { Hashing } from "./upload/hashing.js";
import { JuryView } from "./upload/jury.js";
import { reviewBeside } from "./upload/onward.js";
import { showMissing, showWrong } from "./upload/parts.js";
import { Server } from "./upload/server.js";
import { Transfers } from "./upload/transfers.js";
import { Watch } from "./upload/watch.js";

const data = JSON.parse(document.getElementById("entry-data").textContent);
const form = document.getElementById("entry-form");
const view = document.querySelector("[data-jury]");
const parts = document.querySelector("[data-parts-sum]")?.closest("nav");
const server = new Server(data, form.elements.csrf_token.value);
const hashing = new Hashing(document.getElementById("entry-script").dataset.worker);
const transfers = new Transfers(server, hashing);
const endings = new Endings(server.finished);
const jury = form.elements.title ? new JuryView(view, form) : null;

if (form.dataset.autosave) {
  watchLanguages(form);
  watchRows(form);
  watchAnswers(form, data.checks);
  new Conditions(form, data.conditions, () => jury?.words());
}

const fields = [...document.querySelectorAll("[data-files]")].map(
  (area) =>
    new FilesField(area, data.fields[area.dataset.files], {
      ...{ server, transfers, endings, changed: () => watch.look() },
      ...{ words: data.words, editable: data.editable },
    }),
);
watchPaste(fields);
const fieldOf = (id) => fields.find((field) => field.rows.has(id));

transfers.addEventListener("progress", ({ detail: { id, sent, size } }) => fieldOf(id)?.progress(id, sent, size));
transfers.addEventListener("arrived", ({ detail: { id } }) => fieldOf(id)?.arrived(id));
transfers.addEventListener("retrying", ({ detail: { id } }) => fieldOf(id)?.retrying(id));
transfers.addEventListener("refused", ({ detail: { id, error } }) => fieldOf(id)?.refused(id, error));

declareEarly(server, transfers, () => watch.look());
reviewBeside(form, transfers);

// A file that misses its place must not replace the page.
for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());
addEventListener("beforeunload", (event) => transfers.isBusy() && event.preventDefault());
form.addEventListener("facet:saved", () => watch.look());

document.addEventListener("facet:token", ({ detail }) => (server.token = detail));

const watch = new Watch({
  ...{ server, fields, transfers },
  take(answer) {
    jury?.pictures(answer.files);
    jury?.answers(answer.answers);
    for (const field of fields) field.showLeft(answer.room);
    if (parts) showMissing(parts, answer.missing);
    if (jury) showWrong(form, answer.wrong);
  },
});

// Last: what an earlier visit could not send is put back into a form that knows all its parts.
watchForms(document);
