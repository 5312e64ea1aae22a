// Side lists are open where there is room beside the page, and a link to a field opens what it lies in.

import { show } from "./languages.js";

const wide = matchMedia("(min-width: 62rem)");
const open = (name) => document.querySelectorAll(name).forEach((one) => (one.open = wide.matches));

// Newer browsers show the list of parts by style alone; in the others it is opened.
function follow() {
  open("details[data-wide-open]");
  if (!CSS.supports("selector(::details-content)")) {
    open("details[data-wide-shown]");
  }
}

wide.addEventListener("change", follow);
follow();

export function goTo(id) {
  const target = id && document.getElementById(id);
  if (!target) {
    return;
  }
  show(target);
  for (let around = target.closest("details"); around; around = around.parentElement.closest("details")) {
    around.open = true;
  }
  if (!target.matches("a, button, input, select, textarea, summary, [tabindex]")) {
    target.tabIndex = -1;
  }
  target.focus();
  target.scrollIntoView({ block: "center" });
}

const named = () => decodeURIComponent(location.hash.slice(1));

goTo(named());
window.addEventListener("hashchange", () => goTo(named()));
// A second click on the same link changes no address.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href*='#']");
  if (link && link.hash.length > 1 && link.pathname === location.pathname && link.hash === location.hash) {
    goTo(named());
  }
});
