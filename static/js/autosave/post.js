// Posts one field. The token against forgery is read anew each time: signing in elsewhere changes it.

export function cookie(name) {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

// The answer is {status, data}; status 0 means that the server could not be reached.
export async function postField(form, fields, leaving = false) {
  const body = new URLSearchParams(fields);
  body.set("person", form.dataset.person);
  const hidden = form.querySelector("[name=csrfmiddlewaretoken]");
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body,
      credentials: "same-origin",
      keepalive: leaving && body.toString().length < 60000,
      redirect: "manual",
      headers: {
        Accept: "application/json",
        "X-CSRFToken": cookie(form.dataset.csrfCookie) || (hidden ? hidden.value : ""),
      },
    });
    const isJson = (answer.headers.get("Content-Type") || "").includes("json");
    return { status: answer.status, data: isJson ? await answer.json() : {} };
  } catch {
    return { status: 0, data: {} };
  }
}
