// The builder of rubrics: a new end of a scale lays its steps out at once, as the button beside it does by itself.
const form = document.querySelector("[data-rubric]");

form?.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-scale-end]")) return;
  const ends = target.closest(".criterion").querySelectorAll("[data-scale-end]");
  if ([...ends].every((end) => /^\d{1,3}$/.test(end.value.trim()))) {
    form.requestSubmit(target.closest(".criterion").querySelector("[data-lay-out]"));
  }
});
