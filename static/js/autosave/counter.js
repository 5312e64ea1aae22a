// Counts characters as the server does: code points, with a line break as one.

export function countOf(text) {
  return Array.from(text.replace(/\r\n?/g, "\n")).length;
}

export function bindCounter(control, form) {
  const counter = document.getElementById(`${control.id}-count`);
  const limit = Number(control.dataset.limit);
  if (!counter || !limit) {
    return;
  }
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const show = () => {
    const count = countOf(control.value);
    const text = count > limit ? form.dataset.textTooLong : form.dataset.textCount;
    counter.textContent = text
      .replace("%count%", number.format(count))
      .replace("%limit%", number.format(limit))
      .replace("%over%", number.format(count - limit));
    counter.classList.toggle("is-over", count > limit);
  };
  control.addEventListener("input", show);
  show();
}
