// Shows the texts of one language or of all, and strikes from the lists of missing texts what was written.

for (const part of document.querySelectorAll("[data-languages]")) {
  const form = document.querySelector("form[data-autosave]") || document.querySelector("[data-texts]");

  part.addEventListener("click", (event) => {
    const link = event.target.closest("[data-only]");
    if (!link || !form) {
      return;
    }
    event.preventDefault();
    form.dataset.only = link.dataset.only;
    history.replaceState(null, "", link.href);
    part.querySelectorAll("[data-only]").forEach((one) => one.removeAttribute("aria-current"));
    link.setAttribute("aria-current", "true");
  });

  const strike = () => {
    for (const list of part.querySelectorAll("[data-lacks]")) {
      const lines = Array.from(list.querySelectorAll("li"));
      for (const line of lines) {
        const control = document.getElementById(line.firstElementChild.hash.slice(1));
        line.hidden = Boolean(control && control.value && control.value.trim());
      }
      const open = lines.filter((line) => !line.hidden).length;
      list.querySelector("[data-count]").textContent = open;
      list.hidden = open === 0;
    }
  };

  document.addEventListener("autosave:saved", strike);
}

// A field in a language that is not shown is shown when a link leads to it.
export function show(control) {
  const form = control.closest("[data-only]");
  const box = control.closest("[data-language]");
  if (form && form.dataset.only && box && box.dataset.language !== form.dataset.only) {
    document.querySelector('[data-languages] [data-only=""]')?.click();
  }
}
