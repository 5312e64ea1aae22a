// Sharing in place: the mail program opens with the page's address, or the address is copied. Without this
// script both links lead to a page that shows the address. Nothing is told to anybody else.

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-share]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if (link.dataset.share === "mail") {
    event.preventDefault();
    const body = encodeURIComponent(location.href);
    location.href = `mailto:?subject=${encodeURIComponent(document.title)}&body=${body}`;
  } else if (navigator.clipboard) {
    event.preventDefault();
    const name = link.textContent;
    try {
      await navigator.clipboard.writeText(location.href);
      link.textContent = link.dataset.done;
      link.setAttribute("role", "status");
      setTimeout(() => {
        link.removeAttribute("role");
        link.textContent = name;
      }, 4000);
    } catch {
      location.href = link.href; // not allowed here: the page shows the address
    }
  }
});
