// Tells beside the form how far each section is and what the checks say of this one, after each save anew:
// <div data-guide="address">. The server judges; without this script a link leads to the same list.

const PAUSE = 600;

function bind(region) {
  let timer;
  let number = 0;

  const place = (fragment) => {
    for (const mark of fragment.querySelectorAll("[data-mark]")) {
      const name = CSS.escape(mark.dataset.mark);
      document.querySelector(`.section-nav [data-mark="${name}"]`)?.replaceChildren(...mark.childNodes);
    }
    for (const part of fragment.querySelectorAll("[data-guide-part]")) {
      const name = CSS.escape(part.dataset.guidePart);
      document.querySelector(`[data-guide-part="${name}"]`)?.replaceChildren(...part.childNodes);
    }
  };

  const ask = async () => {
    number += 1;
    const mine = number;
    try {
      const answer = await fetch(region.dataset.guide, {
        credentials: "same-origin",
        redirect: "manual",
        headers: { "X-Fragment": "1" },
      });
      if (answer.ok && mine === number) {
        const template = document.createElement("template");
        template.innerHTML = await answer.text();
        place(template.content);
      }
    } catch {
      // the network is away: the next save asks again
    }
  };

  document.addEventListener("autosave:saved", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  ask();
}

document.querySelectorAll("[data-guide]").forEach(bind);
