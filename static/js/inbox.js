// Keys for the inbox: j and k move, x selects, Enter opens, / searches, ? shows the keys. The list works without.

const list = document.querySelector("[data-inbox]");
const search = document.getElementById("inbox-q");
const keys = document.querySelector("[data-keys]");
const rows = list ? Array.from(list.querySelectorAll("[data-row]")) : [];
const link = (row) => row.querySelector("th a");
const box = (row) => row.querySelector("input[type=checkbox]");
const here = () => rows.findIndex((row) => row.contains(document.activeElement));

function typing(target) {
  const isField = target.matches("input:not([type=checkbox]), select, textarea, [contenteditable]");
  return isField || target.closest("[role=dialog]");
}

function move(step) {
  if (!rows.length) return;
  const at = here();
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step;
  const row = rows[Math.min(Math.max(next, 0), rows.length - 1)];
  link(row).focus();
  row.scrollIntoView({ block: "nearest" });
}

function mark(row) {
  row.classList.toggle("is-selected", box(row).checked);
}

function toggle() {
  const row = rows[here()];
  if (!row) return;
  box(row).checked = !box(row).checked;
  box(row).dispatchEvent(new Event("change", { bubbles: true }));
}

const acts = {
  j: () => move(1),
  k: () => move(-1),
  x: toggle,
  "/": () => {
    search?.focus();
    search?.select();
  },
  "?": () => {
    if (!keys) return;
    keys.open = true;
    keys.querySelector("summary").focus();
  },
};
const arrows = { ArrowDown: () => move(1), ArrowUp: () => move(-1) };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  // arrows scroll the page until a row has the focus
  const act = acts[event.key] || (here() >= 0 && arrows[event.key]);
  if (!act) return;
  event.preventDefault();
  act();
});

const all = list?.querySelector("[data-select-all]");
if (all) {
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const row of rows) {
      box(row).checked = all.checked;
      mark(row);
    }
  });
  list.addEventListener("change", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row) return;
    mark(row);
    const chosen = rows.filter((one) => box(one).checked).length;
    all.checked = chosen === rows.length;
    all.indeterminate = chosen > 0 && chosen < rows.length;
  });
  rows.forEach(mark);
}
