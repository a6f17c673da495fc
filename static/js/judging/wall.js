// The wall: pictures below the fold are loaded late, perhaps after their links have ended. Fresh ones are put in before.
import { loadAhead } from "../components/ahead.js";
import { freshLinks, isBroken, keepFresh } from "../components/stage/links.js";

const wall = document.querySelector("[data-wall][data-expires]");

/** Pictures that are not there yet, by their file. */
function waiting() {
  const marks = [...wall.querySelectorAll("[data-file]")];
  const pairs = marks.map((mark) => [mark.dataset.file, mark.closest(".row-item").querySelector("img")]);
  return new Map(pairs.filter(([, picture]) => !picture.complete || !picture.naturalWidth));
}

/** The widths stand in the old `srcset`, in the order in which the links come. */
function refresh(picture, urls) {
  const widths = picture.srcset.split(", ").map((source) => source.split(" ").at(-1));
  picture.srcset = urls.map((url, place) => `${url} ${widths[place]}`).join(", ");
  picture.src = urls.at(-1);
}

function take({ links }) {
  for (const [file, picture] of waiting()) if (links[file]) refresh(picture, links[file]);
}

if (wall) {
  const ask = () => freshLinks(wall.dataset.links, wall.dataset.token, [...waiting().keys()].slice(0, 500));
  const renew = keepFresh(wall.dataset.expires, ask, take);
  wall.addEventListener("error", () => renew(), true);
  if ([...wall.querySelectorAll("img")].some(isBroken)) renew();
}

loadAhead(document.querySelector("[data-ahead]"));
