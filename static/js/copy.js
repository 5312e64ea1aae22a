// A button that copies the text of its field; without it the field can be selected and copied by hand.

async function copy(field) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(field.value);
  field.select();
  if (!document.execCommand("copy")) throw new Error("not copied");
}

function bind(box) {
  const field = box.querySelector("input, textarea");
  const button = box.querySelector("[data-copy-button]");
  const state = box.querySelector("[data-copy-state]");
  button.hidden = false;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    state.textContent = "";
    try {
      await copy(field);
      state.textContent = button.dataset.copied;
    } catch {
      state.textContent = button.dataset.failed;
      field.focus();
    }
  });
}

document.querySelectorAll("[data-copy]").forEach(bind);
// in what was exchanged since; the first time it is the whole page
document.addEventListener("htmx:load", ({ detail }) => {
  if (detail.elt !== document.body) detail.elt.querySelectorAll("[data-copy]").forEach(bind);
});
