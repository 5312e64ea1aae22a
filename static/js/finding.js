// Links that change a search exchange the results only. Afterwards the focus stands where a reader expects it, and
// the number found is said aloud. Without scripts the same links open the same pages.

const said = document.querySelector("[data-found]");
const facetOf = (link) => link.closest("details")?.querySelector("summary").textContent ?? "";
let followed = { facet: "", words: "" };

/** The words of a link that stay the same when its search changes: those that are seen. */
function wordsOf(link) {
  const seen = Array.from(link.childNodes).filter((node) => node.nodeType === Node.TEXT_NODE);
  return seen.map((node) => node.textContent).join("");
}

/** The link that was followed as it stands now, else its facet; nothing for links beside the facets. */
function sameIn(finding) {
  const facets = Array.from(finding.querySelectorAll("#facets details"));
  const facet = facets.find((one) => one.querySelector("summary").textContent === followed.facet);
  const links = Array.from(facet?.querySelectorAll("a") ?? []);
  return links.find((link) => wordsOf(link) === followed.words) ?? facet?.querySelector("summary");
}

function settle(finding) {
  const again = sameIn(finding);
  const count = finding.querySelector(".result-count");
  if (again) {
    again.closest("details").open = true;
    again.focus({ preventScroll: true });
    said.textContent = count.textContent.trim();
  } else {
    said.textContent = "";
    count.tabIndex = -1;
    count.focus();
  }
}

/** A page that did not come is asked for as without scripts: the browser then says what is wrong. */
function open(event) {
  if (event.detail.boosted) window.location.assign(event.detail.pathInfo.requestPath);
}

document.addEventListener("htmx:beforeRequest", (event) => {
  followed = { facet: facetOf(event.detail.elt), words: wordsOf(event.detail.elt) };
});
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt.id === "finding") settle(event.detail.elt);
});
document.addEventListener("htmx:responseError", open);
document.addEventListener("htmx:sendError", open);
