// Looking an entry over while its files are on their way: in a tab of its own, since leaving this page would stop them.
// A note beside the button says so, with a link for browsers that let no script open a tab.

export function reviewBeside(form, transfers) {
  const note = form.querySelector("[data-onward]");
  if (!note) return;
  const address = note.querySelector("a").href;
  transfers.addEventListener("busy", () => (note.hidden = !transfers.isBusy()));
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value !== "review" || !transfers.isBusy()) return;
    event.preventDefault();
    form.dispatchEvent(new CustomEvent("facet:settle", { detail: () => open(address, "_blank") }));
  });
}
