// The stage of a score sheet: the slides of an entry, one at a time. Without scripts each slide is a page of its own;
// here the strip below changes it in place, pictures can be gone into, and links never end under the juror's eyes.
import { freshLinks, isBroken, keepFresh } from "./links.js";

const DARK = "facet:dark-stage";

/** The viewer is large: it is asked for once the page and its picture stand, after all that waits for `load`. */
const loaded = () =>
  document.readyState === "complete"
    ? null
    : new Promise((resolve) => addEventListener("load", () => setTimeout(resolve), { once: true }));

export class Stage {
  constructor(root, film, token) {
    Object.assign(this, { root, film, token });
    this.slides = [...root.querySelectorAll("[data-slide]")];
    this.current = this.slides.find((slide) => !slide.hidden);
    this.tools = root.querySelector("[data-stage-tools]");
    this.renew = keepFresh(root.dataset.expires, () => this.ask(), (answer) => this.take(answer));
    this.listen();
    this.darken(this.remembered());
    this.show(this.current);
    if ([...document.images].some(isBroken)) this.renew();
  }

  listen() {
    const press = (name, act) => this.tools.querySelector(`[data-${name}]`).addEventListener("click", act);
    press("zoom-in", () => this.viewer?.zoom(1.5));
    press("zoom-out", () => this.viewer?.zoom(1 / 1.5));
    press("zoom-home", () => this.viewer?.home());
    press("stage-dark", () => this.darken(this.well.dataset.theme !== "dark", true));
    this.film?.addEventListener("click", (event) => this.choose(event));
    for (const place of [this.root, this.film]) place?.addEventListener("error", () => this.renew(), true);
  }

  get well() {
    return this.root.closest("[data-stage-well]");
  }

  slideOf(key) {
    return this.slides.find((slide) => slide.dataset.slide === key);
  }

  choose(event) {
    const item = event.target.closest("[data-film]");
    if (!item || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    for (const other of this.film.querySelectorAll("[aria-current]")) other.removeAttribute("aria-current");
    item.setAttribute("aria-current", "true");
    history.replaceState(null, "", item.href);
    this.show(this.slideOf(item.dataset.film));
  }

  async show(slide) {
    this.current.querySelector("video")?.pause();
    for (const other of this.slides) other.hidden = other !== slide;
    this.current = slide;
    const isPicture = slide.dataset.kind !== "video" && JSON.parse(slide.dataset.levels).length > 0;
    for (const tool of this.tools.querySelectorAll("[data-zoom-in], [data-zoom-out], [data-zoom-home]")) {
      tool.hidden = !isPicture;
    }
    this.tools.hidden = false;
    this.root.dataset.shows = slide.dataset.kind;
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
    this.viewer ??= new Viewer(this.frame, () => this.retry());
    await this.viewer.open(JSON.parse(slide.dataset.levels));
    picture.hidden = slide === this.current;
  }

  makeFrame() {
    const frame = document.createElement("div");
    frame.className = "stage-viewer";
    frame.setAttribute("role", "application");
    this.tools.before(frame);
    return frame;
  }

  ask() {
    const files = this.slides.map((slide) => slide.dataset.slide);
    return freshLinks(this.root.dataset.links, this.token, files);
  }

  take({ links, videos }) {
    for (const slide of this.slides) {
      const urls = links[slide.dataset.slide];
      if (urls) this.refresh(slide, urls, videos[slide.dataset.slide]);
    }
  }

  refresh(slide, urls, videoUrl) {
    const levels = JSON.parse(slide.dataset.levels).map((level, place) => ({ ...level, url: urls[place] ?? level.url }));
    slide.dataset.levels = JSON.stringify(levels);
    if (slide === this.current && slide.dataset.kind !== "video") this.viewer?.refresh(levels);
    const picture = slide.querySelector("img");
    if (picture && !picture.naturalWidth) picture.srcset = levels.map(({ url, width }) => `${url} ${width}w`).join(", ");
    const thumbnail = this.film?.querySelector(`[data-film="${slide.dataset.slide}"] img`);
    if (thumbnail && isBroken(thumbnail)) thumbnail.src = urls[0];
    const video = slide.querySelector("video");
    if (video && videoUrl) this.refreshVideo(video, videoUrl);
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

  remembered() {
    try {
      return localStorage.getItem(DARK) === "yes";
    } catch {
      return false;
    }
  }

  darken(dark, chosen = false) {
    this.tools.querySelector("[data-stage-dark]").ariaPressed = String(dark);
    if (dark) this.well.dataset.theme = "dark";
    else delete this.well.dataset.theme;
    try {
      if (chosen) localStorage.setItem(DARK, dark ? "yes" : "no");
    } catch {
      // Where storage is forbidden the choice holds for this sheet.
    }
  }
}
