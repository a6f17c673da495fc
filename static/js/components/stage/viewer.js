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
  constructor(element, onRefused) {
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
  }

  /** Shows a picture from its levels; resolves when it can be seen. */
  open(levels) {
    this.refresh(levels);
    return new Promise((resolve) => {
      this.viewer.addOnceHandler("tile-drawn", resolve);
      this.viewer.open(sourceOf(levels, this.urls));
    });
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
