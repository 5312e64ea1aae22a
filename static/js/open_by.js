// Tells who else has this dossier open: <p data-open-by="address" data-text="%who% ...">. Asks every so often,
// and not while the page is hidden. Without JavaScript the page says who it was when it was opened.

import { cookie } from "./autosave/post.js";

const EVERY = 20000;

function bind(line) {
  const page = Math.random().toString(36).slice(2);
  let timer;

  const post = (fields, leaving = false) =>
    fetch(line.dataset.openBy, {
      method: "POST",
      body: new URLSearchParams({ page, ...fields }),
      credentials: "same-origin",
      redirect: "manual",
      keepalive: leaving,
      headers: { "X-CSRFToken": cookie(line.dataset.csrfCookie) },
    });

  const ask = async () => {
    clearTimeout(timer);
    try {
      const answer = await post({});
      if (answer.status === 404) return;
      const names = answer.ok ? (await answer.json()).names : [];
      const words = names.length ? line.dataset.text.replace("%who%", names.join(", ")) : "";
      if (line.textContent !== words) line.textContent = words;
      line.hidden = !words;
    } catch {
      // the network is away: what is known stays
    }
    if (!document.hidden) timer = setTimeout(ask, EVERY);
  };

  const leave = () => {
    clearTimeout(timer);
    post({ leaving: "1" }, true).catch(() => {});
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : ask()));
  window.addEventListener("pagehide", leave);
  ask();
}

document.querySelectorAll("[data-open-by]").forEach(bind);
