// Uploads files on choosing, each with its progress. Without this the form posts them all at once.

const cookie = (name) => {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
};

// One choice, one key: sent twice, it is still one file. (crypto.randomUUID needs https.)
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");

function line(form, name) {
  const item = document.createElement("li");
  const label = document.createElement("span");
  label.textContent = `${form.dataset.progress}: ${name}`;
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", name);
  item.append(label, bar);
  form.querySelector("[data-uploads]").append(item);
  return {
    moved: (share) => (bar.value = share * 100),
    done: () => item.remove(),
    failed(text) {
      bar.remove();
      label.textContent = text;
      item.className = "field-error";
    },
  };
}

// Sends one file; resolves when the server has answered or can't be reached.
function send(form, file) {
  const shown = line(form, file.name);
  if (file.size > Number(form.dataset.mostBytes)) {
    shown.failed(`${file.name} ${form.dataset.tooLarge}`);
    return Promise.resolve();
  }
  const body = new FormData(form);
  body.delete("files");
  body.set("key", newKey());
  body.append("files", file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    const token = cookie("csrftoken") || cookie("__Host-csrftoken");
    request.setRequestHeader("X-CSRFToken", token || form.elements.csrfmiddlewaretoken.value);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) shown.moved(event.loaded / event.total);
    });
    request.addEventListener("error", () => shown.failed(`${file.name} ${form.dataset.failed}`));
    request.addEventListener("load", () => answered(form, file, request, shown));
    request.addEventListener("loadend", resolve);
    request.send(body);
  });
}

function answered(form, file, request, shown) {
  const isJson = (request.getResponseHeader("Content-Type") || "").includes("json");
  if (!isJson) {
    const why = request.status === 413 ? form.dataset.tooLarge : form.dataset.signedOut;
    shown.failed(`${file.name} ${request.status >= 500 ? form.dataset.failed : why}`);
    return;
  }
  const { html, faults } = JSON.parse(request.responseText);
  if (html) {
    const list = form.closest(".annex-category").querySelector("[data-files]");
    list.insertAdjacentHTML("beforeend", html);
    window.htmx?.process(list);
  }
  if (faults.length) shown.failed(faults.join(" "));
  else shown.done();
}

let busy = 0;
addEventListener("beforeunload", (event) => {
  if (busy) event.preventDefault();
});

for (const form of document.querySelectorAll("form[data-upload]")) {
  const input = form.querySelector("input[type=file]");
  form.querySelector("button").hidden = true;
  input.addEventListener("change", async () => {
    const files = [...input.files];
    input.value = "";
    busy += 1;
    for (const file of files) await send(form, file);
    busy -= 1;
  });
  form.addEventListener("submit", (event) => event.preventDefault());
}
