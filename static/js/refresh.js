// Fetches a fragment again after a field was saved: <div data-refresh="address">. The server calculates.

const PAUSE = 150;

function bind(region) {
  let timer;
  let number = 0;

  const fetchAgain = async () => {
    number += 1;
    const mine = number;
    region.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(region.dataset.refresh, {
        credentials: "same-origin",
        redirect: "manual",
        headers: { "X-Fragment": "1" },
      });
      if (answer.ok && mine === number) {
        replace(await answer.text());
      }
    } catch {
      // the network is away: the figures follow with the next save
    }
    region.removeAttribute("aria-busy");
  };

  const replace = (html) => {
    const open = Array.from(region.querySelectorAll("details[open][id]"), (one) => one.id);
    const focused = region.contains(document.activeElement) ? document.activeElement.id : "";
    region.innerHTML = html;
    open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    if (focused) {
      document.getElementById(focused)?.focus();
    }
    region.dispatchEvent(new CustomEvent("refreshed", { bubbles: true }));
  };

  document.addEventListener("autosave:saved", () => {
    clearTimeout(timer);
    timer = setTimeout(fetchAgain, PAUSE);
  });
}

document.querySelectorAll("[data-refresh]").forEach(bind);
