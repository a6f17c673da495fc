// What the jury will see, drawn anew while one writes: the same words and pictures, nothing else.

export class JuryView {
  constructor(view, form) {
    Object.assign(this, { view, form });
    form.addEventListener("input", () => this.words());
    form.addEventListener("change", () => this.words());
  }

  words() {
    const { view, form } = this;
    const category = form.elements.category;
    view.querySelector("[data-jury-title]").textContent = form.elements.title.value;
    view.querySelector("[data-jury-category]").textContent = category?.value ? category.selectedOptions[0].textContent : "";
    for (const answer of view.querySelectorAll("[data-jury-answer]:not([data-jury-later])"))
      this.show(answer, this.textOf(form.elements[answer.dataset.juryAnswer]));
    for (const answer of view.querySelectorAll("[data-jury-later]")) if (this.isHidden(answer)) answer.hidden = true;
  }

  isHidden({ dataset: { juryAnswer } }) {
    return Boolean(this.form.querySelector(`[data-question="${CSS.escape(juryAnswer.replace("answer-", ""))}"][hidden]`));
  }

  show(answer, text) {
    answer.hidden = !text || this.isHidden(answer);
    answer.querySelector("dd").textContent = text;
  }

  /** Numbers, days and lists in words, as the server says them once they are saved. */
  answers(words) {
    for (const answer of this.view.querySelectorAll("[data-jury-answer][data-jury-later]"))
      this.show(answer, words[answer.dataset.juryAnswer] ?? "");
  }

  textOf(control) {
    if (control instanceof RadioNodeList) return [...control].find((one) => one.checked)?.labels[0].textContent.trim() ?? "";
    if (control instanceof HTMLSelectElement) return control.value && control.selectedOptions[0].textContent;
    return control?.value.trim() ?? "";
  }

  pictures(files) {
    const list = this.view.querySelector("[data-jury-pictures]");
    const there = new Map([...list.children].map((item) => [item.dataset.juryFile, item]));
    list.replaceChildren(...files.filter(({ picture }) => picture).map((file) => there.get(file.id) ?? this.item(file)));
  }

  item({ id, picture }) {
    const item = document.createElement("li");
    item.dataset.juryFile = id;
    item.append(Object.assign(new Image(picture.width, picture.height), { src: picture.url, alt: "", loading: "lazy" }));
    return item;
  }
}
