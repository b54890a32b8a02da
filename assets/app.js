// The pages work without this. It sends a form once when its button is pressed twice, and searches while you type.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent === "yes") {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    window.setTimeout(() => { delete form.dataset.sent; }, 3000);
  });
  // A page that comes back from the page cache is a new try: its buttons work at once.
  window.addEventListener("pageshow", (event) => { if (event.persisted) delete form.dataset.sent; });
}

for (const picker of document.querySelectorAll("[data-picker]")) {
  const box = picker.querySelector("input[type=search]");
  const list = picker.querySelector(".app-picker__list");
  const count = picker.querySelector("[data-picker-count]");
  const items = [...list.querySelectorAll(".nhsuk-checkboxes__item")];
  box.addEventListener("input", () => {
    const parts = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let matching = 0;
    for (const item of items) {
      const words = item.textContent.toLowerCase();
      const matches = parts.every((part) => words.includes(part));
      item.hidden = !matches && !item.querySelector("input").checked;
      if (matches) matching += 1;
    }
    list.hidden = items.every((item) => item.hidden);
    if (matching) count.textContent = `${matching} ${matching === 1 ? "organisation" : "organisations"} found`;
    else count.textContent = "No organisation of this CCG matches. Select Find to search all organisations.";
  });
}

// On a phone the pages of a group are one line to move sideways: it shows the page that you are on.
const showCurrentPage = () => {
  for (const current of document.querySelectorAll(".app-sub__list--parts [aria-current]")) {
    const list = current.closest("ul");
    list.scrollLeft = current.offsetLeft - list.offsetLeft - 16;
  }
};
showCurrentPage();
window.addEventListener("resize", showCurrentPage);
