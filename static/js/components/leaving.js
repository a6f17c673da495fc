// Coming and going, on every page: who signs in tells the pages that wait for him, who signs out is asked about unsent words.

const WINDOW = "facet-sign-in";

/** A window that was opened for signing in goes once it is done. */
export function tellWhoIsIn() {
  const { person } = document.body.dataset;
  if (!person) return;
  if (typeof BroadcastChannel !== "undefined") new BroadcastChannel("facet").postMessage({ signedIn: person });
  if (window.name === WINDOW) window.close();
}

export function askAtSignOut(root) {
  for (const form of root.querySelectorAll('form[action$="/sign-out"]'))
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const { leave } = await import("./sign_out.js").catch(() => ({ leave: () => form.submit() }));
      leave(form);
    });
}
