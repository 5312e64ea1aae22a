// Answers of a screening save themselves: a verdict at once, a reason when the officer pauses or leaves the field.
// Nothing typed is lost: what could not be saved stays in its box, says why, and is sent again by the next change.

const PAUSE = 1200;
const page = document.querySelector(".check-group") ? document : null;
const cards = page ? [...page.querySelectorAll("[data-check]")] : [];
let unsaved = 0;

function bind(card) {
  const form = card.querySelector("[data-check-form]");
  if (!form) return;
  const state = form.querySelector("[data-check-state]");
  const seen = form.querySelector("[data-seen]");
  let timer;
  let running = Promise.resolve();
  let isDirty = false;

  const mark = (dirty) => {
    if (dirty !== isDirty) unsaved += dirty ? 1 : -1;
    isDirty = dirty;
  };

  const say = (text, isRefused = false) => {
    state.textContent = text;
    state.classList.toggle("saved-state-refused", isRefused);
    state.classList.toggle("saved-state-saved", !isRefused);
  };

  const send = async () => {
    if (!form.querySelector("input[type=radio]:checked")) return;
    const typed = new FormData(form);
    let answer;
    try {
      answer = await fetch(window.location.pathname, {
        method: "POST",
        body: new URLSearchParams(typed),
        credentials: "same-origin",
        redirect: "manual",
        headers: { Accept: "application/json" },
      });
    } catch {
      say(form.dataset.away, true);
      return;
    }
    if (!(answer.headers.get("Content-Type") || "").includes("json")) {
      say(form.dataset.away, true);
      return;
    }
    const said = await answer.json();
    seen.value = said.revision;
    if (said.error) {
      say(said.error, true);
      return;
    }
    const now = new URLSearchParams(new FormData(form)).toString();
    typed.set(seen.name, said.revision);
    mark(now !== new URLSearchParams(typed).toString());
    card.classList.add("check-answered");
    say(said.saved);
    progress(said);
  };

  const save = () => {
    clearTimeout(timer);
    running = running.then(send);
  };

  form.addEventListener("input", (event) => {
    mark(true);
    clearTimeout(timer);
    timer = setTimeout(save, event.target.type === "radio" ? 0 : PAUSE);
  });
  // What the machine proposes is ticked already: choosing it changes nothing, yet it is an answer.
  form.addEventListener("click", (event) => {
    if (event.target.type !== "radio" || card.classList.contains("check-answered")) return;
    mark(true);
    clearTimeout(timer);
    timer = setTimeout(save, 0);
  });
  form.addEventListener("focusout", (event) => {
    if (isDirty && event.target.matches("textarea")) save();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    mark(true);
    save();
  });
}

function progress(said) {
  const bar = document.getElementById("sheet-progress");
  if (bar) bar.value = said.answered;
  document.querySelectorAll("[data-answered]").forEach((place) => {
    place.textContent = said.answered;
  });
  const waiting = document.querySelector("[data-waiting]");
  if (!waiting) return;
  waiting.hidden = said.waiting === 0;
  waiting.querySelector("[data-waiting-count]").textContent = said.waiting;
}

// Keys count only while the focus is within a check and not in a text.
function press(event) {
  const card = event.target.closest?.("[data-check]");
  if (!card || event.target.matches("textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  const place = cards.indexOf(card) + { j: 1, k: -1 }[event.key.toLowerCase()];
  if (cards[place]) {
    event.preventDefault();
    const next = cards[place];
    const ways = ["input[type=radio]:checked", "input[type=radio]", "summary", "a", "button"];
    ways.map((way) => next.querySelector(way)).find((found) => found)?.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }
  if (!["1", "2", "3"].includes(event.key)) return;
  const choice = card.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
  if (!choice) return;
  event.preventDefault();
  choice.checked = true;
  choice.focus();
  choice.dispatchEvent(new Event("input", { bubbles: true }));
}

cards.forEach(bind);
document.addEventListener("keydown", press);
window.addEventListener("beforeunload", (event) => {
  if (unsaved > 0) event.preventDefault();
});
