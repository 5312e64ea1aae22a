// Asks the server what pasted texts mean; nothing is saved by asking.

function cookie(name) {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

// Answers a list of {shown, error} in the order of the cells; null when the server could not be asked.
export async function postCells(form, cells) {
  const hidden = form.querySelector("[name=csrfmiddlewaretoken]");
  try {
    const answer = await fetch(form.dataset.grids, {
      method: "POST",
      body: new URLSearchParams({ cells: JSON.stringify(cells) }),
      credentials: "same-origin",
      redirect: "manual",
      headers: {
        Accept: "application/json",
        "X-CSRFToken": cookie(form.dataset.csrfCookie) || (hidden ? hidden.value : ""),
      },
    });
    return answer.ok ? (await answer.json()).cells : null;
  } catch {
    return null;
  }
}
