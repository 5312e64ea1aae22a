// Moves between the cells of one table by keyboard; one cell at a time is in the order of tabbing.

const CELL = "[data-cell]";

// Puts a value into a cell as if it had been typed, so that it saves itself.
export function fill(control, value) {
  control.value = value;
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

export class Walk {
  constructor(table, undo) {
    this.table = table;
    this.undo = undo;
    this.isFree = false;
    this.cells.forEach((cell) => {
      cell.tabIndex = -1;
    });
    if (this.cells.length) {
      this.cells[0].tabIndex = 0;
    }
    table.addEventListener("focusin", (event) => this.entered(event.target));
    table.addEventListener("keydown", (event) => this.pressed(event));
  }

  get cells() {
    return Array.from(this.table.querySelectorAll(CELL));
  }

  // Rows of the body, each as a list by column; a column without a cell is null.
  get rows() {
    return Array.from(this.table.tBodies)
      .flatMap((body) => Array.from(body.rows))
      .map((row) => Array.from(row.cells, (cell) => cell.querySelector(CELL)))
      .filter((row) => row.some(Boolean));
  }

  placeOf(control) {
    const rows = this.rows;
    const row = rows.findIndex((cells) => cells.includes(control));
    return { rows, row, column: row < 0 ? -1 : rows[row].indexOf(control) };
  }

  entered(control) {
    if (!control.matches(CELL)) {
      return;
    }
    this.cells.forEach((cell) => {
      cell.tabIndex = cell === control ? 0 : -1;
    });
    this.isFree = false;
    this.isEditing = false;
    this.undo.entered(control);
    if (control.select) {
      control.select();
    }
  }

  pressed(event) {
    const control = event.target;
    if (!control.matches(CELL) || event.altKey || event.isComposing) {
      return;
    }
    if (event.ctrlKey || event.metaKey) {
      this.pressedWithControl(event, control);
      return;
    }
    const step = this.stepOf(event, control);
    if (step && this.go(control, ...step)) {
      event.preventDefault();
    }
  }

  pressedWithControl(event, control) {
    const key = event.key.toLowerCase();
    const isUndo = key === "z" && !event.shiftKey;
    const isRedo = key === "y" || (key === "z" && event.shiftKey);
    if ((isUndo || isRedo) && this.undo.isAtRest(control)) {
      event.preventDefault();
      (isUndo ? this.undo.back() : this.undo.forth())?.focus();
    } else if (event.key === "Home" || event.key === "End") {
      const all = this.cells;
      event.preventDefault();
      all[event.key === "Home" ? 0 : all.length - 1].focus();
    }
  }

  // Where a key leads, as [rows, columns]; null when the key keeps its own meaning.
  stepOf(event, control) {
    const isList = Boolean(control.options);
    switch (event.key) {
      case "Enter":
        event.preventDefault();
        return isList ? null : [event.shiftKey ? -1 : 1, 0];
      case "ArrowDown":
        return isList ? null : [1, 0];
      case "ArrowUp":
        return isList ? null : [-1, 0];
      case "ArrowLeft":
        return isList || this.isAt(control, 0) ? [0, -1] : null;
      case "ArrowRight":
        return isList || this.isAt(control, control.value.length) ? [0, 1] : null;
      case "Tab":
        return this.isFree ? null : [0, event.shiftKey ? -1 : 1, true];
      case "F2":
        this.isEditing = true;
        event.preventDefault();
        if (control.setSelectionRange) {
          control.setSelectionRange(control.value.length, control.value.length);
        }
        return null;
      case "Escape":
        this.isFree = !this.undo.restore(control);
        return null;
      default:
        return null;
    }
  }

  isAt(control, place) {
    if (this.isEditing) {
      return false;
    }
    const { selectionStart, selectionEnd, value } = control;
    const isWhole = selectionStart === 0 && selectionEnd === value.length;
    return isWhole || (selectionStart === place && selectionEnd === place);
  }

  // Tab goes on to the next row, and out of the table at its end.
  go(control, down, right, wraps = false) {
    const { rows, row, column } = this.placeOf(control);
    if (wraps) {
      const flat = rows.flat().filter(Boolean);
      const next = flat[flat.indexOf(control) + right];
      next?.focus();
      return Boolean(next);
    }
    for (let r = row + down, c = column + right; rows[r] && c >= 0 && c < rows[r].length; r += down, c += right) {
      if (rows[r][c]) {
        rows[r][c].focus();
        return true;
      }
    }
    return down !== 0 || right !== 0;
  }
}
