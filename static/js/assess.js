// Keys on an assessor's page, and the way back from the dossier to the criterion. The help lists the keys;
// they can be switched off, and do nothing while somebody writes.

const OFF = "interreg-keys-off";
const help = document.querySelector("[data-keys]");
const items = Array.from(document.querySelectorAll("[data-criterion]"));
let current = null;

function isOff() {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false;
  }
}

function remember(off) {
  try {
    localStorage.setItem(OFF, off ? "1" : "0");
  } catch {
    // not kept: the keys work until the page is left
  }
}

function go(item) {
  if (item) {
    current = item;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "start" });
  }
}

function step(by) {
  const at = items.indexOf(current);
  go(items[Math.min(Math.max(at + by, 0), items.length - 1)]);
}

function score(digit) {
  const radio = current?.querySelector(`[data-radios] input[value="${digit}"]`);
  if (radio) {
    radio.checked = true;
    radio.dispatchEvent(new Event("input", { bubbles: true }));
    radio.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

const ACTS = {
  j: () => step(1),
  k: () => step(-1),
  r: () => current?.querySelector("textarea")?.focus(),
  s: () => current?.querySelector("[data-section]")?.click(),
  b: () => go(current),
  "?": () => {
    if (help) {
      help.open = !help.open;
      help.querySelector("summary").focus();
    }
  },
};

function isWriting(target) {
  return target.closest("textarea, select, input:not([type=radio]):not([type=checkbox]), dialog") !== null;
}

document.addEventListener("focusin", (event) => {
  current = event.target.closest("[data-criterion]") || current;
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isWriting(event.target) && current?.contains(event.target)) {
    go(current);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target) || isOff()) {
    return;
  }
  const act = /^[0-9]$/.test(event.key) ? () => score(event.key) : ACTS[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

if (help) {
  help.hidden = false;
  const box = help.querySelector("[data-keys-on]");
  box.checked = !isOff();
  box.addEventListener("change", () => remember(!box.checked));
}
