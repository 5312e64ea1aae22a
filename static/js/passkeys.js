// Binds the forms for passkeys and security keys to allauth's functions for them. An element says which function
// and which ids: <div data-passkey="authenticateForm" data-ids='{"authenticate": "...", "credential": "..."}'>.
for (const element of document.querySelectorAll("[data-passkey]")) {
  const ids = JSON.parse(element.dataset.ids);
  window.allauth.webauthn.forms[element.dataset.passkey]({ ids });
  // The buttons work with scripts alone, so pages leave them hidden.
  for (const id of Object.values(ids)) document.getElementById(id)?.removeAttribute("hidden");
}

// allauth reports that a key could not be read; the page says so where the person is looking.
document.addEventListener("allauth.error", (event) => {
  const place = document.querySelector("[data-passkey-trouble]");
  const template = place?.querySelector("template");
  if (!template) return;
  event.preventDefault();
  place.replaceChildren(template, template.content.cloneNode(true));
});
