// Two people changed one field: shows both texts below it with the words that differ, and three ways on.
// Nothing is lost by waiting: the own text stays in the field and in this browser.

export function showConflict(saver, answer) {
  closeConflict(saver);
  const panel = document.getElementById("autosave-conflict").content.firstElementChild.cloneNode(true);
  const part = (name) => panel.querySelector(`[data-part="${name}"]`);
  const heading = part("heading");
  heading.id = `${saver.control.id}-conflict`;
  panel.setAttribute("aria-labelledby", heading.id);
  part("who").textContent = answer.message;
  for (const side of ["mine", "theirs"]) {
    part(side).lang = saver.control.lang || "";
    if (answer.pieces) {
      part(side).replaceChildren(...marked(answer.pieces, side));
    } else {
      part(side).textContent = saver.wordOf(side === "mine" ? saver.value : answer.theirs);
    }
  }
  part("keep").addEventListener("click", () => saver.keepMine(answer));
  part("take").addEventListener("click", () => saver.takeTheirs(answer));
  bindMerge(saver, answer, part);
  saver.box.append(panel);
  saver.panel = panel;
}

// What is typed on while the panel is open is mine, too.
export function followMine(saver) {
  saver.panel.querySelector('[data-part="mine"]').textContent = saver.wordOf(saver.value);
}

export function closeConflict(saver) {
  if (saver.panel) {
    saver.panel.remove();
    saver.panel = null;
  }
}

function marked(pieces, side) {
  return pieces
    .filter(([kind]) => kind === "both" || kind === side)
    .map(([kind, text]) => {
      if (kind === "both") {
        return document.createTextNode(text);
      }
      const mark = document.createElement("mark");
      mark.className = "differs";
      mark.textContent = text;
      return mark;
    });
}

// A box of its own for the text made of both: it is saved when the person says so.
function bindMerge(saver, answer, part) {
  const open = part("merge");
  const box = part("both");
  open.hidden = answer.merged === undefined;
  box.hidden = true;
  if (open.hidden) {
    return;
  }
  const text = part("both-text");
  text.id = `${saver.control.id}-both`;
  part("both-label").htmlFor = text.id;
  text.lang = saver.control.lang || "";
  part("both-unclean").hidden = answer.is_clean;
  part("both-clean").hidden = !answer.is_clean;
  open.addEventListener("click", () => {
    text.value = answer.merged;
    box.hidden = false;
    open.hidden = true;
    text.focus();
  });
  part("both-save").addEventListener("click", () => saver.takeBoth(answer, text.value));
}
