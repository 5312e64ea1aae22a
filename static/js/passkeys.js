// allauth reports that a key could not be read; the page says so where the person is looking.
document.addEventListener("allauth.error", (event) => {
  const place = document.querySelector("[data-passkey-trouble]");
  const template = place?.querySelector("template");
  if (!template) return;
  event.preventDefault();
  place.replaceChildren(template, template.content.cloneNode(true));
});
