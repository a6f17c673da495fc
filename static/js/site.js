// What every page has: small helps that a page also works without.
import { watchForms } from "./components/autosave.js";
import { rowsToChoose } from "./components/choose.js";
import { copyButtons } from "./components/copy.js";
import { counters } from "./components/counter.js";
import { dialogs } from "./components/dialog.js";
import { focusAboveTheFoot, focusOnErrors } from "./components/focus.js";
import { forgetAtSignOut } from "./components/kept.js";
import { menus } from "./components/menu.js";
import { justifiedRows } from "./components/rows.js";
import { scales } from "./components/scale.js";
import { themeChoice } from "./components/theme.js";
import { countdowns, hostClocks, ownTimes } from "./components/times.js";

for (const start of [
  focusOnErrors,
  focusAboveTheFoot,
  watchForms,
  counters,
  scales,
  rowsToChoose,
  copyButtons,
  dialogs,
  forgetAtSignOut,
  menus,
  justifiedRows,
  themeChoice,
  countdowns,
  hostClocks,
  ownTimes,
]) {
  start(document);
}
