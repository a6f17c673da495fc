// Two entries beside each other. Whichever stage was touched last leads: where its picture is looked at, the other's is
// too, until the juror parts them.
import { Stage } from "../components/stage/stage.js";

const link = document.querySelector("[data-link]");
const sides = [...document.querySelectorAll("[data-side]")].filter((side) => side.querySelector("[data-stage]"));
const stages = sides.map((side, place) => {
  const film = side.querySelector("[data-filmstrip]");
  return new Stage(side.querySelector("[data-stage]"), film, () => follow(place));
});
let leader = 0;

/** The stage that leads takes the other with it. */
function follow(place) {
  if (place !== leader || link.ariaPressed !== "true") return;
  const seen = stages[leader]?.viewer?.where();
  if (seen) stages[1 - leader]?.viewer?.put(seen);
}

for (const [place, side] of sides.entries()) {
  for (const act of ["pointerdown", "wheel", "keydown"]) {
    side.addEventListener(act, () => (leader = place), { capture: true, passive: true });
  }
}

link.hidden = stages.length < 2;
link.addEventListener("click", () => {
  link.ariaPressed = String(link.ariaPressed !== "true");
  follow(leader);
});
