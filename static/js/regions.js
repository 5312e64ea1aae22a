// When the country of an address was saved, its regions are offered: <form data-regions="address">.

async function offer(form, country) {
  const select = document.getElementById(country.id.replace(/country$/, "region"));
  if (!select || !select.options) {
    return;
  }
  const address = `${form.dataset.regions}?country=${encodeURIComponent(country.value)}`;
  try {
    const answer = await fetch(address, { credentials: "same-origin", redirect: "manual" });
    if (!answer.ok) {
      return;
    }
    const { regions } = await answer.json();
    const chosen = select.value;
    const known = regions.some(([code]) => code === chosen);
    const kept = Array.from(select.options).filter((one) => !one.value || (one.value === chosen && !known));
    const offered = regions.map(([code, name]) => new Option(name, code, false, code === chosen));
    select.replaceChildren(...kept, ...offered);
  } catch {
    // the network is away: the regions come with the next load of the page
  }
}

for (const form of document.querySelectorAll("form[data-regions]")) {
  form.addEventListener("autosave:saved", (event) => {
    if (event.target.id.endsWith("country")) {
      offer(form, event.target);
    }
  });
}
