// allauth reports that a key could not be read; the page says so where the person is looking.
document.addEventListener("allauth.error", (event) => {
  const place = document.querySelector("[data-passkey-trouble]");
  if (!place) return;
  event.preventDefault();
  place.replaceChildren(place.querySelector("template") ?? "", place.querySelector("template").content.cloneNode(true));
});
