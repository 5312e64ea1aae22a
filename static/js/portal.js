// Small comforts on every page; each page works without them.

import { forgetAll } from "./autosave/kept.js";

// Texts that a form keeps in this browser go with the person who signs out.
document.addEventListener("submit", (event) => {
  if (event.target.matches("form[action*='/logout/']") || location.pathname.endsWith("/logout/")) forgetAll();
});

// An open menu closes with Escape (focus goes back to its button) and when focus or pointer leaves it.
for (const menu of document.querySelectorAll("details.account-menu")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}

// After a refused form, the summary of what to mend is read first.
document.querySelector("[data-focus-on-load]")?.focus();
