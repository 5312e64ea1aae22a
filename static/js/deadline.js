// Deadlines in the reader's own time zone, counting down by the server's clock: <span data-deadline="ISO time"
// data-now="the server's time" data-own="… {when}" data-left="{left} …" data-over="…">.
// What moves is hidden from screen readers: they keep the words that came with the page, and are told politely
// when a mark is passed, and no more.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MARKS = [24 * HOUR, HOUR, 10 * MINUTE, MINUTE, 0];
// English as read in Europe: the day before the month, hours to 24.
const language = (document.documentElement.lang || "en").replace(/^en$/, "en-GB");

function amount(count, unit) {
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(count);
}

// Two units at most, the larger first.
export function inWords(left) {
  const days = Math.floor(left / DAY);
  const hours = Math.floor((left % DAY) / HOUR);
  const minutes = Math.floor((left % HOUR) / MINUTE);
  const seconds = Math.floor((left % MINUTE) / 1000);
  const parts = days
    ? [[days, "day"], [hours, "hour"]]
    : hours
      ? [[hours, "hour"], [minutes, "minute"]]
      : [[minutes, "minute"], [seconds, "second"]];
  return parts.filter(([count], at) => count || (at && !parts[0][0])).map((part) => amount(...part)).join(" ");
}

export function ownTime(at, zone) {
  const format = { dateStyle: "full", timeStyle: "short" };
  const theirs = new Intl.DateTimeFormat(language, { ...format, timeZone: zone }).format(at);
  const own = new Intl.DateTimeFormat(language, format).format(at);
  if (own === theirs) return "";
  return `${own} (${Intl.DateTimeFormat().resolvedOptions().timeZone})`;
}

function bind(place) {
  const at = new Date(place.dataset.deadline);
  const ahead = new Date(place.dataset.now) - Date.now(); // how far the server's clock is ahead of this one
  const left = () => at - (Date.now() + ahead);
  const said = place.querySelector("[data-deadline-left]");
  showOwn(place, at);

  const shown = document.createElement("span");
  shown.setAttribute("aria-hidden", "true");
  const spoken = document.createElement("span");
  spoken.className = "visually-hidden";
  spoken.textContent = said.textContent;
  said.replaceChildren(shown, spoken);
  let news = null;
  let before = left();

  const words = (time) => (time > 0 ? place.dataset.left.replace("{left}", inWords(time)) : place.dataset.over);
  const tick = () => {
    const now = left();
    shown.textContent = words(now);
    if (MARKS.some((mark) => before > mark && now <= mark)) {
      place.classList.add("deadline-near");
      news ??= announcer(place);
      news.textContent = words(now);
      spoken.textContent = words(now);
    }
    before = now;
    if (now > 0) setTimeout(tick, now < HOUR ? 1000 : Math.min(MINUTE, now - HOUR + 1000));
  };
  tick();
}

function showOwn(place, at) {
  const own = ownTime(at, place.dataset.zone);
  if (!own) return;
  const target = place.querySelector("[data-deadline-own]");
  target.textContent = place.dataset.own.replace("{when}", own);
  target.hidden = false;
}

// One quiet region for each deadline that passes a mark while the page is open.
function announcer(place) {
  const region = document.createElement("span");
  region.className = "visually-hidden";
  region.setAttribute("role", "status");
  place.append(region);
  return region;
}

document.querySelectorAll("[data-deadline]").forEach(bind);
