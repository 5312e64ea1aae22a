// Saves a long text while it is written, and says so; without this file the form's own button saves it.

const PAUSE = 1200;

for (const form of document.querySelectorAll("form[data-draft]")) {
  const text = form.querySelector("[data-draft-text]");
  const state = form.querySelector("[data-draft-state]");
  const seen = form.querySelector("[name=seen]");
  let timer = 0;
  let isSaving = false;
  let isRefused = false;
  let saved = text.value;

  const save = async () => {
    if (isRefused || text.value === saved) return;
    if (isSaving) {
      timer = setTimeout(save, PAUSE);
      return;
    }
    isSaving = true;
    const sent = text.value;
    try {
      const body = new FormData(form);
      body.delete("file"); // a chosen file goes with the form's own buttons
      const answer = await fetch(form.dataset.draft, { method: "POST", body });
      const said = await answer.json();
      if (answer.ok) {
        seen.value = said.seen;
        saved = sent;
        state.textContent = `${form.dataset.savedWords} ${new Date().toLocaleTimeString(document.documentElement.lang)}`;
      } else {
        isRefused = true;
        state.textContent = said.refused;
      }
    } catch {
      state.textContent = form.dataset.unsavedWords;
      timer = setTimeout(save, 5 * PAUSE);
    } finally {
      isSaving = false;
    }
  };

  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  addEventListener("beforeunload", (event) => {
    if (text.value !== saved && !form.dataset.leaving) event.preventDefault();
  });
  form.addEventListener("submit", () => {
    form.dataset.leaving = "yes";
  });
}
