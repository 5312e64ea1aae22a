// The session ended while somebody writes: asks for the password in a dialog, above the text that waits.
// A second factor, a passkey or another account go by the sign-in page in a new tab. Any part of a page that
// saves by itself may say "autosave:signed-out" (detail: {address, email, cookieName}) and hears "autosave:signed-in".

import { cookie } from "./post.js";

let dialog = null;
let isPutOff = false;

document.addEventListener("autosave:signed-out", (event) => {
  if (!dialog && !isPutOff) {
    open(event.detail);
  }
});

// Something was saved: whoever writes is signed in.
document.addEventListener("autosave:saved", () => {
  isPutOff = false;
  if (dialog) {
    dialog.close();
  }
});

function open({ address, email, cookieName }) {
  const template = document.getElementById("autosave-sign-in");
  if (!template || !HTMLDialogElement.prototype.showModal) {
    return;
  }
  const before = document.activeElement;
  dialog = template.content.firstElementChild.cloneNode(true);
  const part = (name) => dialog.querySelector(`[data-part="${name}"]`);
  part("email").value = email || "";
  part("tab").href = address;
  part("later").addEventListener("click", () => {
    isPutOff = true;
    dialog.close();
  });
  part("form").addEventListener("submit", (event) => {
    event.preventDefault();
    signIn(address, cookieName, part);
  });
  dialog.addEventListener("cancel", () => (isPutOff = true));
  dialog.addEventListener("close", () => {
    dialog.remove();
    dialog = null;
    before?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  // The heading first: keys that are still being typed must not land in the password.
  part("heading").focus();
}

async function signIn(address, cookieName, part) {
  const say = (name) => {
    for (const text of dialog?.querySelectorAll("[data-say]") || []) {
      text.hidden = text.dataset.say !== name;
    }
  };
  const button = part("send");
  button.disabled = true;
  say("");
  try {
    const answer = await fetch(address, {
      method: "POST",
      body: new URLSearchParams({ login: part("email").value, password: part("password").value }),
      credentials: "same-origin",
      headers: {
        Accept: "application/json",
        "X-Requested-With": "XMLHttpRequest",
        "X-CSRFToken": cookie(cookieName),
      },
    });
    const isJson = (answer.headers.get("Content-Type") || "").includes("json");
    const data = isJson ? await answer.json() : {};
    part("password").value = "";
    if (answer.ok && data.location && data.location.includes("/2fa/")) {
      part("second").href = data.location;
      say("second");
      part("second").focus();
    } else if (answer.ok) {
      document.dispatchEvent(new CustomEvent("autosave:signed-in"));
    } else if (data.form) {
      part("errors").textContent = errorsOf(data.form).join(" ");
      say("errors");
      part("password").focus();
    } else {
      say("tab");
      part("tab").focus();
    }
  } catch {
    say("away");
  }
  button.disabled = false;
}

function errorsOf(form) {
  return [...form.errors, ...Object.values(form.fields).flatMap((field) => field.errors)];
}
