// Makes tables of cells behave like a spreadsheet: <form data-grids> with <table data-grid> in it.
// Without this script the cells are plain fields, and each still saves itself.

import { bindPaste } from "./paste.js";
import { bindTotals } from "./totals.js";
import { Undo } from "./undo.js";
import { Walk } from "./walk.js";

function bindForm(form) {
  const undo = new Undo(form);
  for (const table of form.querySelectorAll("table[data-grid]")) {
    const walk = new Walk(table, undo);
    bindPaste(form, walk, undo);
  }
  for (const bar of form.querySelectorAll("[data-grid-bar]")) {
    bar.hidden = false;
  }
}

document.querySelectorAll("form[data-grids]").forEach(bindForm);
bindTotals();
