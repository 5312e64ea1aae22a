// Posts one field. The token against forgery is read anew each time: signing in elsewhere changes it.

const PATIENCE = 30000; // a save takes a tenth of a second; a network that swallows it never says so
const NO_ANSWER = 504;

export function cookie(name) {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

// The answer is {status, data}; status 0 means that the server could not be reached, 504 that it did not answer.
// A save that arrived after all is no trouble when it is sent again: what is stored already is saved.
export async function postField(form, fields, leaving = false) {
  const body = new URLSearchParams(fields);
  body.set("person", form.dataset.person);
  const hidden = form.querySelector("[name=csrfmiddlewaretoken]");
  const waiting = new AbortController();
  const patience = setTimeout(() => waiting.abort(), PATIENCE);
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body,
      credentials: "same-origin",
      keepalive: leaving && body.toString().length < 60000,
      redirect: "manual",
      signal: waiting.signal,
      headers: {
        Accept: "application/json",
        "X-CSRFToken": cookie(form.dataset.csrfCookie) || (hidden ? hidden.value : ""),
      },
    });
    const isJson = (answer.headers.get("Content-Type") || "").includes("json");
    return { status: answer.status, data: isJson ? await answer.json() : {} };
  } catch {
    return { status: waiting.signal.aborted ? NO_ANSWER : 0, data: {} };
  } finally {
    clearTimeout(patience);
  }
}
