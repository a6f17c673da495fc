// The stage: a picture one can go into, by wheel, pinch, keys and buttons. It is a pyramid of a few whole pictures, each
// behind one signed link; the links are asked for again before they end and whenever one is refused.
// A page's own script calls `mountStages(document)`: the viewer is heavy, so site.js does not bring it.
import OpenSeadragon from "openseadragon";

const RENEW_EVERY = 4 * 60_000;
/** A picture hangs with some wall around it. */
const MARGIN = 24;

const source = (levels) => ({ type: "legacy-image-pyramid", levels });

function viewerIn(element, levels) {
  return OpenSeadragon({
    element,
    tileSources: source(levels),
    showNavigationControl: false,
    maxZoomPixelRatio: 2,
    visibilityRatio: 0.6,
    viewportMargins: { left: MARGIN, top: MARGIN, right: MARGIN, bottom: MARGIN },
    gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
    animationTime: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 0.4,
    drawer: "canvas",
    silenceMultiImageWarnings: true,
  });
}

/** Asks for fresh links; gives the levels with new addresses, or none when the server does not answer. */
async function freshLevels(stage, levels) {
  const { links, file } = stage.dataset;
  const token = document.querySelector("[name=csrf_token]")?.value ?? "";
  const answer = await fetch(links, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ files: [file] }),
  }).catch(() => null);
  const fresh = answer?.ok ? (await answer.json()).links?.[file] : null;
  return fresh ? levels.map((level, index) => ({ ...level, url: fresh[index] ?? level.url })) : null;
}

function keepFresh(stage, viewer, first) {
  let levels = first;
  let busy = false;
  const renew = async () => {
    if (busy || !stage.dataset.links) return;
    busy = true;
    levels = (await freshLevels(stage, levels)) ?? levels;
    const bounds = viewer.viewport?.getBounds();
    viewer.addOnceHandler("open", () => bounds && viewer.viewport.fitBounds(bounds, true));
    viewer.open(source(levels));
    setTimeout(() => (busy = false), 5000);
  };
  viewer.addHandler("open-failed", renew);
  viewer.addHandler("tile-load-failed", renew);
  setInterval(() => !document.hidden && renew(), RENEW_EVERY);
}

function tools(stage, viewer) {
  const bar = stage.querySelector("[data-stage-tools]");
  const zoom = (factor) => () => (viewer.viewport.zoomBy(factor), viewer.viewport.applyConstraints());
  bar.querySelector("[data-zoom-in]").addEventListener("click", zoom(1.5));
  bar.querySelector("[data-zoom-out]").addEventListener("click", zoom(1 / 1.5));
  bar.querySelector("[data-zoom-home]").addEventListener("click", () => viewer.viewport.goHome());
  bar.querySelector("[data-stage-dark]").addEventListener("click", ({ currentTarget }) => darken(stage, currentTarget));
  bar.hidden = false;
}

function darken(stage, button) {
  const well = stage.closest("[data-stage-well]") ?? stage;
  const dark = button.ariaPressed !== "true";
  button.ariaPressed = String(dark);
  if (dark) well.dataset.theme = "dark";
  else delete well.dataset.theme;
}

function mount(stage) {
  const levels = JSON.parse(stage.dataset.levels);
  const picture = stage.querySelector("[data-stage-picture]");
  const well = document.createElement("div");
  well.className = "stage-viewer";
  well.setAttribute("role", "application");
  well.setAttribute("aria-label", picture.alt);
  stage.prepend(well);
  const viewer = viewerIn(well, levels);
  viewer.addOnceHandler("tile-drawn", () => (picture.hidden = true));
  tools(stage, viewer);
  keepFresh(stage, viewer, levels);
  return viewer;
}

export const mountStages = (root) => [...root.querySelectorAll("[data-stage]")].map(mount);
