// Two people changed one field: shows both texts below it, with three ways on. Nothing is lost by waiting.

export function showConflict(saver, answer) {
  closeConflict(saver);
  const panel = document.getElementById("autosave-conflict").content.firstElementChild.cloneNode(true);
  const part = (name) => panel.querySelector(`[data-part="${name}"]`);
  const heading = part("heading");
  heading.id = `${saver.control.id}-conflict`;
  panel.setAttribute("aria-labelledby", heading.id);
  part("who").textContent = answer.message;
  part("mine").textContent = saver.wordOf(saver.value);
  part("theirs").textContent = saver.wordOf(answer.theirs);
  for (const name of ["mine", "theirs"]) {
    part(name).lang = saver.control.lang || "";
  }
  part("keep").addEventListener("click", () => saver.keepMine(answer));
  part("take").addEventListener("click", () => saver.takeTheirs(answer));
  const merge = part("merge");
  merge.hidden = saver.control.tagName !== "TEXTAREA";
  merge.addEventListener("click", () => saver.merge(answer));
  saver.box.append(panel);
  saver.panel = panel;
}

export function closeConflict(saver) {
  if (saver.panel) {
    saver.panel.remove();
    saver.panel = null;
  }
}
