// Signed out while writing: the reader signs in beside the page, and the page goes on with a new token and all its words.
import { hear } from "./tabs.js";

const WINDOW = "facet-sign-in";
const SHAPE = "popup,width=520,height=760";
const SOON = 2000;

/** Asks for this page anew; returns who is signed in ("" for nobody), and takes the token where it is `person`. */
async function renew(person) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.body.dataset.person ?? "";
  const token = page.querySelector("input[name=csrf_token]")?.value;
  if (now !== person || !token) return now;
  for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = token;
  document.dispatchEvent(new CustomEvent("facet:token", { detail: token }));
  return now;
}

export class WayBack {
  constructor(saved) {
    Object.assign(this, { saved, tries: 0 });
    saved.form.addEventListener("facet:saved", () => (this.tries = 0));
  }

  /** A token that was only too old is changed at once; else the page stays as it is, and shows the way to sign in. */
  async look() {
    if (await this.isBack()) return;
    this.saved.say("signed-out");
    this.ask();
  }

  async isBack() {
    const { saved } = this;
    const now = await renew(saved.person).catch(() => "");
    if (now && now !== saved.person) saved.say("another");
    if (!now || now !== saved.person) return false;
    this.dialog?.close();
    saved.wait(this.tries ? SOON : 0);
    this.tries += 1;
    return true;
  }

  ask() {
    if (this.dialog) return this.dialog.open || this.dialog.showModal();
    const { line } = this.saved;
    this.dialog = line.querySelector("template[data-sign-in-view]").content.cloneNode(true).firstElementChild;
    document.body.append(this.dialog);
    this.dialog.querySelector("a").addEventListener("click", (event) => {
      event.preventDefault();
      open(event.currentTarget.href, WINDOW, SHAPE);
    });
    const look = () => ["signed-out", "another"].includes(line.dataset.state) && this.isBack();
    hear((message) => message.signedIn && look());
    document.addEventListener("visibilitychange", () => document.hidden || look());
    return this.dialog.showModal();
  }
}
