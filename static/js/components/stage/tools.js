// The buttons of the stage: which of them a slide can use, and the dark well, which is remembered on this device.

const DARK = "facet:dark-stage";

export class Tools {
  constructor(root, well) {
    Object.assign(this, { well, element: root.querySelector("[data-stage-tools]") });
    this.get("stage-dark").addEventListener("click", () => this.darken(well.dataset.theme !== "dark", true));
    this.darken(this.remembered());
  }

  get(name) {
    return this.element.querySelector(`[data-${name}]`);
  }

  /** Shows the tools that this slide can use. */
  offer({ dataset: { kind, page, pages } }, isPicture) {
    for (const name of ["zoom-in", "zoom-out", "zoom-home"]) this.get(name).hidden = !isPicture;
    this.get("model-open").hidden = kind !== "model";
    this.get("light").hidden = true;
    const isLong = Number(pages) > 1;
    for (const name of ["page-back", "page-on", "page-words"]) this.get(name).hidden = !isLong;
    this.get("page-back").disabled = page === "1";
    this.get("page-on").disabled = page === pages;
    const words = this.get("page-words");
    words.textContent = words.dataset.words.replace("{page}", page).replace("{pages}", pages);
    this.element.hidden = false;
  }

  /** Shows the tools of a model that is open. */
  offerModel() {
    this.get("model-open").hidden = true;
    for (const name of ["zoom-in", "zoom-out", "zoom-home", "light"]) this.get(name).hidden = false;
  }

  remembered() {
    try {
      return localStorage.getItem(DARK) === "yes";
    } catch {
      return false;
    }
  }

  darken(dark, chosen = false) {
    this.get("stage-dark").ariaPressed = String(dark);
    if (dark) this.well.dataset.theme = "dark";
    else delete this.well.dataset.theme;
    try {
      if (chosen) localStorage.setItem(DARK, dark ? "yes" : "no");
    } catch {
      // Where storage is forbidden the choice holds for this sheet.
    }
  }
}
