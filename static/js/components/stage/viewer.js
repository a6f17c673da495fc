// The viewer of one picture: a pyramid of a few whole pictures, each behind one signed link, gone into by wheel, pinch,
// keys and buttons. Links change under it without a new opening, so that it stays at the same place.
import OpenSeadragon from "openseadragon";

const MARGIN = 24;

/** A level's address is looked up when it is loaded, never before. */
function sourceOf(levels, urls) {
  const source = new OpenSeadragon.LegacyTileSource(levels.map((level) => ({ ...level })));
  const byWidth = (level) => urls.get(source.levels[level].width) ?? source.levels[level].url;
  source.getTileUrl = (level) => () => byWidth(level);
  return source;
}

export class Viewer {
  constructor(element, onRefused, onMoved = () => {}) {
    this.urls = new Map();
    this.viewer = OpenSeadragon({
      element,
      showNavigationControl: false,
      maxZoomPixelRatio: 2,
      visibilityRatio: 0.6,
      viewportMargins: { left: MARGIN, top: MARGIN, right: MARGIN, bottom: MARGIN },
      gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
      animationTime: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 0.4,
      drawer: "canvas",
      silenceMultiImageWarnings: true,
    });
    this.viewer.addHandler("tile-load-failed", onRefused);
    this.element = element;
    this.viewer.addHandler("viewport-change", () => this.moved() && onMoved());
    this.viewer.addHandler("resize", () => this.resized());
  }

  /** Shows a picture from its levels, at the place that the one before was looked at; resolves when it can be seen. */
  open(levels) {
    const { place } = this;
    this.refresh(levels);
    return new Promise((resolve) => {
      this.viewer.addOnceHandler("open", () => {
        this.put(place);
        this.moved();
      });
      this.viewer.addOnceHandler("tile-drawn", resolve);
      this.viewer.open(sourceOf(levels, this.urls));
    });
  }

  /** The place that is looked at, for a picture of any size: `zoom` 1 is all of it, `x` and `y` lie from 0 to 1. */
  where() {
    if (!this.viewer.isOpen()) return null;
    const { viewport } = this.viewer;
    const { x, y } = viewport.getCenter(true);
    return { zoom: viewport.getZoom(true) / viewport.getHomeZoom(), x, y: y * this.ratio };
  }

  /** Keeps in mind what is looked at; false while the window itself changes. */
  moved() {
    if (this.resizing || !this.viewer.isOpen()) return false;
    this.place = this.where();
    this.element.dataset.place = Object.values(this.place).map((number) => number.toFixed(2)).join(" ");
    return true;
  }

  /** Another window, the same place: the viewer itself would keep the size of what is seen. */
  resized() {
    cancelAnimationFrame(this.resizing);
    this.resizing = requestAnimationFrame(() => {
      this.resizing = null;
      this.put(this.place);
      this.moved();
    });
  }

  /** Goes there at once. */
  put(place) {
    if (!place || !this.viewer.isOpen()) return;
    const { viewport } = this.viewer;
    viewport.zoomTo(place.zoom * viewport.getHomeZoom(), null, true);
    viewport.panTo(new OpenSeadragon.Point(place.x, place.y / this.ratio), true);
  }

  get ratio() {
    const { x, y } = this.viewer.world.getItemAt(0).getContentSize();
    return x / y;
  }

  refresh(levels) {
    this.urls.clear();
    for (const { width, url } of levels) this.urls.set(width, url);
  }

  /** Loads again what was refused. */
  retry() {
    this.viewer.world.getItemAt(0)?.reset();
  }

  zoom(factor) {
    this.viewer.viewport.zoomBy(factor);
    this.viewer.viewport.applyConstraints();
  }

  home() {
    this.viewer.viewport.goHome();
  }
}
