// The stage: the files of an entry, one at a time. Without scripts each is a page of its own; here the strip below
// changes it in place, pictures can be gone into and models turned, and links never end under anybody's eyes.
import { freshLinks, isBroken, keepFresh } from "./links.js";
import { Tools } from "./tools.js";

/** The viewer is large: it is asked for once the page and its picture stand, after all that waits for `load`. */
const loaded = () =>
  document.readyState === "complete"
    ? null
    : new Promise((resolve) => addEventListener("load", () => setTimeout(resolve), { once: true }));

export class Stage {
  constructor(root, film, onMoved) {
    Object.assign(this, { root, film, onMoved });
    this.slides = [...root.querySelectorAll("[data-slide]")];
    this.current = this.slides.find((slide) => !slide.hidden);
    this.tools = new Tools(root, this.well);
    this.said = root.querySelector("[data-stage-said]");
    this.renew = keepFresh(root.dataset.expires, () => this.ask(), (answer) => this.take(answer));
    this.listen();
    this.show(this.current);
    if ([...document.images].some(isBroken)) this.renew();
  }

  listen() {
    const press = (name, act) => this.tools.get(name).addEventListener("click", act);
    press("zoom-in", () => this.shown?.zoom(1.5));
    press("zoom-out", () => this.shown?.zoom(1 / 1.5));
    press("zoom-home", () => this.shown?.home());
    press("page-back", () => this.turn(-1));
    press("page-on", () => this.turn(1));
    press("model-open", () => this.openModel(this.current));
    this.tools.get("light").addEventListener("input", ({ target }) => this.model?.light(Number(target.value)));
    this.film?.addEventListener("click", (event) => this.choose(event));
    for (const place of [this.root, this.film]) place?.addEventListener("error", () => this.renew(), true);
  }

  get well() {
    return this.root.closest("[data-stage-well]");
  }

  /** What the buttons of zooming move: the model, once it is open, else the picture. */
  get shown() {
    return this.current.dataset.kind === "model" ? this.model : this.viewer;
  }

  slideOf(key) {
    return this.slides.find((slide) => slide.dataset.slide === key);
  }

  choose(event) {
    const item = event.target.closest("[data-film]");
    if (!item || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.go(this.slideOf(item.dataset.film));
  }

  go(slide) {
    for (const item of this.film?.querySelectorAll("[data-film]") ?? []) {
      if (item.dataset.film !== slide.dataset.slide) item.removeAttribute("aria-current");
      else item.setAttribute("aria-current", "true");
    }
    this.remember(slide);
    return this.show(slide);
  }

  /** The address says which slide is seen, beside whatever else it says. */
  remember(slide) {
    const here = new URL(location);
    here.searchParams.set(this.film?.dataset.filmstrip || "slide", slide.dataset.slide);
    history.replaceState(null, "", here);
  }

  /** The next or the previous page of a document. */
  turn(by) {
    const [file, page] = this.current.dataset.slide.split(".");
    const other = this.slideOf(`${file}.${Number(page) + by}`);
    return other && this.go(other);
  }

  async show(slide) {
    this.current.querySelector("video")?.pause();
    this.closeModel();
    for (const other of this.slides) other.hidden = other !== slide;
    this.current = slide;
    const isPicture = ["picture", "page"].includes(slide.dataset.kind) && JSON.parse(slide.dataset.levels).length > 0;
    this.tools.offer(slide, isPicture);
    this.root.dataset.shows = slide.dataset.kind;
    this.said.textContent = "";
    // Not `hidden`: the viewer would take the size of nothing for a new size, and lose its measure.
    if (this.frame) this.frame.style.visibility = isPicture ? "visible" : "hidden";
    if (isPicture) await this.enter(slide);
  }

  /** Lays the viewer over the slide's picture, which is seen until the viewer has drawn the same. */
  async enter(slide) {
    const picture = slide.querySelector("[data-stage-picture]");
    picture.hidden = false;
    await loaded();
    const { Viewer } = await import("./viewer.js");
    if (slide !== this.current) return;
    this.frame ??= this.makeFrame();
    this.frame.setAttribute("aria-label", picture.alt);
    this.viewer ??= new Viewer(this.frame, () => this.retry(), () => this.onMoved?.());
    await this.viewer.open(JSON.parse(slide.dataset.levels));
    picture.hidden = slide === this.current;
  }

  /** The model itself comes when it is asked for: it and what draws it are heavy. Its poster stands until then. */
  async openModel(slide) {
    const picture = slide.querySelector("[data-stage-picture]");
    this.said.textContent = this.said.dataset.loading;
    try {
      const { Model } = await import("./model.js");
      const model = await this.withFreshLink(() => Model.open(slide, picture.alt));
      if (slide !== this.current) return model.close();
      this.model = model;
    } catch {
      this.said.textContent = this.said.dataset.noModel;
      return null;
    }
    picture.hidden = true;
    this.tools.offerModel();
    this.said.textContent = this.said.dataset.turns;
    return this.model.focus();
  }

  /** Links may have ended while the model was only a poster. */
  async withFreshLink(open) {
    return open().catch(async () => {
      await this.renew();
      return open();
    });
  }

  closeModel() {
    const picture = this.current.querySelector("[data-stage-picture]");
    if (this.model && picture) picture.hidden = false;
    this.model?.close();
    this.model = null;
  }

  makeFrame() {
    const frame = document.createElement("div");
    frame.className = "stage-viewer";
    frame.setAttribute("role", "application");
    this.tools.element.before(frame);
    return frame;
  }

  ask() {
    const files = this.slides.map((slide) => slide.dataset.slide);
    return freshLinks(this.root.dataset.links, this.root.dataset.token, files);
  }

  take({ links, wholes }) {
    for (const slide of this.slides) {
      const urls = links[slide.dataset.slide];
      if (urls) this.refresh(slide, urls, wholes[slide.dataset.slide]);
    }
  }

  refresh(slide, urls, whole) {
    const levels = JSON.parse(slide.dataset.levels).map((level, place) => ({ ...level, url: urls[place] ?? level.url }));
    slide.dataset.levels = JSON.stringify(levels);
    if (slide === this.current && ["picture", "page"].includes(slide.dataset.kind)) this.viewer?.refresh(levels);
    const picture = slide.querySelector("img");
    if (picture && !picture.naturalWidth) picture.srcset = levels.map(({ url, width }) => `${url} ${width}w`).join(", ");
    const thumbnail = this.film?.querySelector(`[data-film="${slide.dataset.slide}"] img`);
    if (thumbnail && isBroken(thumbnail)) thumbnail.src = urls[0];
    const video = slide.querySelector("video");
    if (video && whole) this.refreshVideo(video, whole);
    if (slide.dataset.model && whole) slide.dataset.model = whole;
  }

  /** A video that plays keeps its link until that fails; then it goes on where it stopped. */
  refreshVideo(video, url) {
    if (!video.paused && !video.error) return;
    const { currentTime } = video;
    const wasPlaying = !video.paused;
    video.preload = "metadata"; // Without it nothing is loaded, and there is no place to go back to.
    video.src = url;
    video.addEventListener(
      "loadedmetadata",
      () => {
        video.currentTime = currentTime;
        if (wasPlaying) video.play().catch(() => {});
      },
      { once: true },
    );
  }

  async retry() {
    await this.renew();
    this.viewer?.retry();
  }
}
