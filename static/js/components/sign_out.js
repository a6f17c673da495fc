// Signing out on a device that others may use: words that were not sent yet are waited for, then asked about, then gone.
import { forgetAll, unsent } from "./kept.js";

const WAIT = 3000;
const LOOK = 200;
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

/** Resolves with how many texts are still unsent once the saves on their way have had their time. */
async function settled(person) {
  for (const end = Date.now() + WAIT; Date.now() < end; await pause(LOOK)) if (!(await unsent(person))) return 0;
  return unsent(person);
}

function ask() {
  const dialog = document.querySelector("template[data-sign-out-view]").content.cloneNode(true).firstElementChild;
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) =>
    dialog.addEventListener("close", () => (dialog.remove(), resolve(dialog.returnValue === "leave")), { once: true }),
  );
}

export async function leave(form) {
  const { person } = document.body.dataset;
  if ((await settled(person)) && !(await ask())) return;
  await forgetAll(person);
  form.submit();
}
