// Puts cells copied from a spreadsheet into a table, after showing which of them can't be taken and why.

import { postCells } from "./post.js";

// Cells as spreadsheets copy them: tabs between, quotes around what holds line ends or tabs.
export function cellsOf(text) {
  const rows = [[""]];
  let isQuoted = false;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let place = 0; place < source.length; place += 1) {
    const char = source[place];
    const row = rows[rows.length - 1];
    if (isQuoted) {
      if (char === '"' && source[place + 1] === '"') {
        row[row.length - 1] += '"';
        place += 1;
      } else if (char === '"') {
        isQuoted = false;
      } else {
        row[row.length - 1] += char;
      }
    } else if (char === '"' && row[row.length - 1] === "") {
      isQuoted = true;
    } else if (char === "\t") {
      row.push("");
    } else if (char === "\n") {
      rows.push([""]);
    } else {
      row[row.length - 1] += char;
    }
  }
  return rows;
}

// Which cell of the table takes which text; `control` is null beside the table and where figures are worked out.
function planOf(walk, start, pasted) {
  const { rows, row, column } = walk.placeOf(start);
  return pasted.flatMap((texts, down) =>
    texts.map((text, right) => ({
      control: rows[row + down]?.[column + right] || null,
      text: text.trim(),
      place: `${row + down + 1}.${column + right}`,
    })),
  );
}

export function bindPaste(form, walk, undo) {
  walk.table.addEventListener("paste", async (event) => {
    const start = event.target;
    const pasted = cellsOf(event.clipboardData.getData("text/plain"));
    if (!start.matches("[data-cell]") || (pasted.length === 1 && pasted[0].length === 1)) {
      return;
    }
    event.preventDefault();
    const plan = planOf(walk, start, pasted).filter((one) => one.text || one.control);
    const known = plan.filter((one) => one.control);
    const answers = await postCells(form, known.map((one) => [one.control.dataset.key, wordOf(one)]));
    known.forEach((one, index) => Object.assign(one, answers ? answers[index] : {}));
    preview(form, plan, Boolean(answers), (changes) => {
      undo.apply(changes);
      start.focus();
    });
  });
}

// In a list of choices people paste the words; the value is what is saved.
function wordOf(one) {
  const options = Array.from(one.control.options || []);
  const found = options.find((option) => option.textContent.trim() === one.text);
  return found ? found.value : one.text;
}

function preview(form, plan, isKnown, use) {
  const dialog = document.getElementById("grid-preview");
  const { textOutside, textAway, textTaken, textRefused } = dialog.dataset;
  const body = dialog.querySelector("tbody");
  const fitting = plan.filter((one) => one.control && isKnown && !one.error);
  const changes = fitting
    .map((one) => ({ control: one.control, before: one.control.value, after: one.shown }))
    .filter((change) => change.before !== change.after);
  const refused = plan.filter((one) => !fitting.includes(one));
  body.replaceChildren(
    ...refused.map((one) => {
      const row = document.createElement("tr");
      const reason = one.control ? one.error || textAway : textOutside;
      [one.control?.dataset.label || one.place, one.text, reason].forEach((text, index) => {
        const cell = document.createElement(index ? "td" : "th");
        if (!index) {
          cell.scope = "row";
        }
        cell.textContent = text;
        row.append(cell);
      });
      return row;
    }),
  );
  dialog.querySelector("[data-part=taken]").textContent = textTaken.replace("%count%", changes.length);
  dialog.querySelector("[data-part=refused]").textContent = refused.length
    ? textRefused.replace("%count%", refused.length)
    : "";
  dialog.querySelector("[data-part=list]").hidden = !refused.length;
  const accept = dialog.querySelector("[data-part=use]");
  accept.disabled = !changes.length;
  dialog.onclose = () => {
    if (dialog.returnValue === "use") {
      use(changes);
    }
    dialog.returnValue = "";
  };
  if (!refused.length && changes.length) {
    use(changes);
  } else {
    dialog.showModal();
  }
}
