// Shows who else has the proposal open and what others changed: <div data-together="address" ...>. Asks every
// so often, and not at all while the page is hidden. The form works the same without it.

import { cookie } from "./autosave/post.js";

const EVERY = 20000;
const AFTER_SAVE = 3000;

function bind(region) {
  const part = (name) => region.querySelector(`[data-together-${name}]`);
  const { section, person } = region.dataset;
  let seen = "";
  let since = "";
  let timer;
  let names = "";
  let told = "";
  let asked = 0;
  // Leaving may reach the server after the next arrival, here or on another page: each stay has a name.
  const named = () => Math.random().toString(36).slice(2);
  let page = named();

  const post = (fields, leaving = false) =>
    fetch(region.dataset.together, {
      method: "POST",
      body: new URLSearchParams({ section, person, page, ...fields }),
      credentials: "same-origin",
      redirect: "manual",
      keepalive: leaving,
      headers: { "X-CSRFToken": cookie(region.dataset.csrfCookie) },
    });

  // Only somebody coming to or leaving this very page is spoken, and a new change of it.
  const say = (text) => {
    part("voice").textContent = text;
  };

  const showMarks = (marks) => {
    document.querySelectorAll(".section-nav .changed-mark").forEach((old) => old.remove());
    for (const [name, words] of Object.entries(marks)) {
      const place = document.querySelector(`.section-nav [data-mark="${CSS.escape(name)}"]`);
      if (!place) continue;
      const mark = document.createElement("span");
      mark.className = "changed-mark";
      const more = document.createElement("span");
      more.className = "visually-hidden";
      more.textContent = `: ${words}`;
      mark.append(region.dataset.textMark, more);
      mark.title = words;
      place.before(mark);
    }
  };

  const show = (answer) => {
    part("people").innerHTML = answer.people;
    const now = answer.here.join(", ");
    if (now !== names) {
      say(now ? region.dataset.textCame.replace("%who%", now) : region.dataset.textLeft);
      names = now;
    }
    seen = answer.seen;
    if (!("marks" in answer)) return;
    since = answer.since;
    showMarks(answer.marks);
    const notice = part("notice");
    if (!notice.contains(document.activeElement)) {
      notice.innerHTML = answer.notice;
      notice.hidden = !answer.notice;
    }
    if (answer.words && answer.words !== told) say(answer.words);
    told = answer.words;
  };

  const ask = async () => {
    clearTimeout(timer);
    const turn = ++asked;
    try {
      const answer = await post({ seen, since });
      const news = answer.ok ? await answer.json() : null;
      if (turn !== asked) return; // asked again meanwhile: the later answer counts
      if (news) show(news);
      // 404: no longer one of those who write it; 401 and 403: signed out, which the form tells
      if (answer.status === 404) return;
    } catch {
      // the network is away: who is here is not known
      if (turn !== asked) return;
      part("people").replaceChildren();
    }
    plan(EVERY);
  };

  const plan = (wait) => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(ask, wait);
  };

  const leave = () => {
    clearTimeout(timer);
    post({ leaving: "1" }, true).catch(() => {});
    page = named();
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : ask()));
  window.addEventListener("pagehide", leave);
  document.addEventListener("autosave:saved", () => plan(AFTER_SAVE));
  ask();
}

document.querySelectorAll("[data-together]").forEach(bind);
