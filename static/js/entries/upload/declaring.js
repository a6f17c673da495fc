// The SHA-256 of a file is told to our server while the file is on its way: from then on the entry may be handed in, and
// the file may land afterwards.
import { Endings } from "./endings.js";
import { pause } from "./server.js";

// What arrives sooner is told with its end.
const WAIT = 1000;

export function declareEarly(server, transfers, changed) {
  const declarations = new Endings(server.declared);
  transfers.addEventListener("hashed", async ({ detail: { id, sha256 } }) => {
    await pause(WAIT);
    if (!sha256 || !transfers.has(id)) return;
    // One that is not taken has landed meanwhile, or is found out by the server's own reading.
    await declarations.tell(id, sha256, false).catch(() => {});
    changed();
  });
}
