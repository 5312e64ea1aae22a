// Figures within tables follow the fragment that the server works out: <data data-into="name"> in it
// fills the place with the id "name" in a table.

export function bindTotals() {
  document.addEventListener("refreshed", (event) => {
    for (const figure of event.target.querySelectorAll("[data-into]")) {
      const place = document.getElementById(figure.dataset.into);
      if (place && place.textContent !== figure.textContent) {
        place.textContent = figure.textContent;
      }
    }
  });
}
