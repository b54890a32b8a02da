// The pages work without this. It only sends a form once when its button is pressed twice.
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
