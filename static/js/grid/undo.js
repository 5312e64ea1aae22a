// Takes changes of cells back, one by one or a paste at once, and makes them again.

import { fill } from "./walk.js";

const MOST = 200;

export class Undo {
  constructor(form) {
    this.form = form;
    this.past = [];
    this.future = [];
    this.buttons = {
      back: form.querySelector("[data-grid-undo]"),
      forth: form.querySelector("[data-grid-redo]"),
    };
    this.buttons.back?.addEventListener("click", () => this.back()?.focus());
    this.buttons.forth?.addEventListener("click", () => this.forth()?.focus());
    form.addEventListener("change", (event) => this.changed(event.target));
    this.show();
  }

  entered(control) {
    this.control = control;
    this.before = control.value;
  }

  // Whether nothing was typed in the cell since it was entered: then a key may take back what came earlier.
  isAtRest(control) {
    return control !== this.control || control.value === this.before;
  }

  // Takes back what was typed in the cell since it was entered; false when there is nothing to take back.
  restore(control) {
    if (this.isAtRest(control)) {
      return false;
    }
    control.value = this.before;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.select?.();
    return true;
  }

  changed(control) {
    if (this.isApplying || control !== this.control || control.value === this.before) {
      return;
    }
    this.note([{ control, before: this.before, after: control.value }]);
    this.before = control.value;
  }

  // Makes several changes that are taken back together.
  apply(changes) {
    this.note(changes);
    this.set(changes, "after");
  }

  back() {
    return this.move(this.past, this.future, "before");
  }

  forth() {
    return this.move(this.future, this.past, "after");
  }

  move(from, to, which) {
    const changes = from.pop();
    if (!changes) {
      return null;
    }
    to.push(changes);
    this.set(changes, which);
    this.show();
    return changes[0].control;
  }

  set(changes, which) {
    this.isApplying = true;
    changes.forEach((change) => fill(change.control, change[which]));
    this.isApplying = false;
    if (this.control) {
      this.before = this.control.value;
    }
  }

  note(changes) {
    this.past.push(changes);
    this.past.splice(0, this.past.length - MOST);
    this.future = [];
    this.show();
  }

  show() {
    if (this.buttons.back) {
      this.buttons.back.disabled = !this.past.length;
      this.buttons.forth.disabled = !this.future.length;
    }
  }
}
