// Saves one field: after a pause in typing, when it is left, and again and again while the network is away.

import { closeConflict, followMine, showConflict } from "./conflict.js";
import { postField } from "./post.js";

const PAUSE = 1000;
const FIRST_RETRY = 2000;
const LONGEST_RETRY = 60000;
const LOOKS = { away: "kept", "signed-out": "kept" };

// The value that came with the page: something may have been typed before this script was there.
function valueSent(control) {
  if (control.options) {
    const chosen = Array.from(control.options).find((option) => option.defaultSelected);
    return chosen ? chosen.value : "";
  }
  return control.defaultValue;
}

export class Saver {
  constructor(control, form, kept, report) {
    this.control = control;
    this.form = form;
    this.kept = kept;
    this.report = report;
    this.box = control.closest("[data-field-box]");
    this.line = this.box.querySelector("[data-field-state]");
    this.name = control.name;
    this.saved = valueSent(control);
    this.delay = FIRST_RETRY;
    this.state = "saved";
    if (control.hasAttribute("data-unsaved")) {
      this.saved = null; // the server sent back what it could not take
      this.state = "refused";
    }
    control.addEventListener("input", () => this.changed());
    control.addEventListener("change", () => this.save());
    control.addEventListener("blur", () => this.save());
  }

  get value() {
    return this.control.value;
  }

  get token() {
    return this.form.elements[`token:${this.name}`];
  }

  get isDirty() {
    return this.value !== this.saved;
  }

  wordOf(value) {
    if (this.control.words) {
      return this.control.words(value);
    }
    const option = Array.from(this.control.options || []).find((one) => one.value === value);
    return option ? option.textContent.trim() : value;
  }

  changed() {
    clearTimeout(this.timer);
    if (this.state === "conflict") {
      this.kept.put(this.name, this.value, this.token.value);
      followMine(this);
      return;
    }
    this.state = "changed";
    this.isKept = this.kept.put(this.name, this.value, this.token.value);
    this.timer = setTimeout(() => this.save(), PAUSE);
    this.report(this);
  }

  // Answers when the field is at rest: saved, or with a trouble that its line tells.
  async save(leaving = false) {
    clearTimeout(this.timer);
    if (this.flight) {
      await this.flight;
      return this.save(leaving);
    }
    if (this.state === "conflict") {
      return;
    }
    if (!this.isDirty) {
      if (this.state !== "saved") {
        this.settled("");
      }
      return;
    }
    const sent = this.value;
    if (this.state === "refused" && sent === this.refused) {
      return;
    }
    this.show("saving", this.form.dataset.textSaving);
    this.flight = this.send(sent, leaving);
    await this.flight;
  }

  async send(sent, leaving) {
    const fields = { key: this.control.dataset.key, value: sent, base: this.token.value };
    const { status, data } = await postField(this.form, fields, leaving);
    this.flight = null;
    this.answered(sent, status, data);
  }

  answered(sent, status, data) {
    if (status === 200) {
      this.accepted(sent, data);
    } else if (status === 409 && data.theirs === sent) {
      this.accepted(sent, data); // an earlier answer got lost on the way
    } else if (status === 409 && "theirs" in data) {
      this.state = "conflict";
      this.show("conflict", this.form.dataset.textConflict);
      showConflict(this, data);
    } else if (status === 422) {
      this.refused = sent;
      this.show("refused", data.message);
      this.control.setAttribute("aria-invalid", "true");
    } else if (status === 401 || (status === 403 && !data.message)) {
      // 403 without words: the cookie against forgery is gone, and comes back with signing in.
      const { textSignedOut, signIn } = this.form.dataset;
      this.show("signed-out", data.message || textSignedOut, data.sign_in || signIn);
      this.retryLater();
      this.askToSignIn(sent, data);
    } else if ([403, 404, 409, 413].includes(status)) {
      this.refused = sent;
      const { textClosed, textCopy } = this.form.dataset;
      this.show("refused", `${data.message || textClosed} ${textCopy}`);
    } else {
      this.show("away", status === 0 ? this.form.dataset.textOffline : this.form.dataset.textTrouble);
      this.retryLater();
    }
  }

  // Not while the person writes on: the dialog comes when the keys rest.
  askToSignIn(sent, data) {
    if (sent === this.value && data.may_ask && !document.hidden) {
      const { email, csrfCookie } = this.form.dataset;
      const detail = { address: data.sign_in, email, cookieName: csrfCookie };
      document.dispatchEvent(new CustomEvent("autosave:signed-out", { detail }));
    }
  }

  accepted(sent, data) {
    this.token.value = data.token;
    this.saved = sent;
    this.delay = FIRST_RETRY;
    if (this.value === sent && data.value !== undefined && document.activeElement !== this.control) {
      this.control.value = data.value;
      this.saved = data.value;
    }
    if (this.isDirty) {
      this.changed();
    } else {
      this.settled(data.saved);
    }
    this.control.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true }));
  }

  settled(time) {
    this.kept.drop(this.name);
    this.control.removeAttribute("aria-invalid");
    this.refused = null;
    this.show("saved", time ? this.form.dataset.textSaved.replace("%time%", time) : "");
    const old = document.getElementById(`${this.control.id}-error`);
    if (old) {
      old.hidden = true;
    }
  }

  retryLater() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), this.delay);
    this.delay = Math.min(this.delay * 2, LONGEST_RETRY);
  }

  retryNow() {
    if (["away", "signed-out"].includes(this.state)) {
      this.delay = FIRST_RETRY;
      this.save();
    }
  }

  show(state, text, link = "") {
    const isTrouble = ["away", "signed-out", "refused"].includes(state);
    const lost = isTrouble && this.isKept === false ? this.form.dataset.textNotKept : "";
    this.state = state;
    this.line.className = `saved-state saved-state-${LOOKS[state] || state}`;
    this.line.textContent = [text, lost].filter(Boolean).join(" ");
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = link;
      anchor.target = "_blank";
      anchor.rel = "noopener";
      anchor.textContent = this.form.dataset.textSignIn;
      this.line.append(" ", anchor);
    }
    this.report(this);
  }

  keepMine(answer) {
    this.solve(answer);
    this.save();
    this.control.focus();
  }

  takeTheirs(answer) {
    this.solve(answer);
    this.control.value = answer.theirs;
    this.saved = answer.theirs;
    this.settled(answer.at);
    this.control.dispatchEvent(new Event("input"));
    this.control.focus();
  }

  takeBoth(answer, text) {
    this.solve(answer);
    this.control.value = text;
    this.control.dispatchEvent(new Event("input"));
    this.save();
    this.control.focus();
  }

  solve(answer) {
    closeConflict(this);
    this.token.value = answer.token;
    this.saved = answer.theirs;
    this.state = "changed";
  }

  offer(found) {
    const panel = document.getElementById("autosave-kept").content.firstElementChild.cloneNode(true);
    const part = (name) => panel.querySelector(`[data-part="${name}"]`);
    const time = new Date(found.at).toLocaleString(document.documentElement.lang.replace(/^en$/, "en-GB"));
    part("when").textContent = this.form.dataset.textKeptAt.replace("%time%", time);
    part("text").textContent = this.wordOf(found.value);
    part("text").lang = this.control.lang || "";
    part("use").addEventListener("click", () => {
      panel.remove();
      this.control.value = found.value;
      this.control.dispatchEvent(new Event("input"));
      this.control.focus();
    });
    part("drop").addEventListener("click", () => {
      panel.remove();
      this.kept.drop(this.name);
      this.control.focus();
    });
    this.box.append(panel);
  }
}
