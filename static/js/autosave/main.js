// Binds every form that saves its fields by themselves: <form data-autosave="address" ...>.

import { bindCounter } from "./counter.js";
import { Kept } from "./kept.js";
import { asControl } from "./many.js";
import { asRadios } from "./radios.js";
import { Saver } from "./saver.js";
import "./sign_in.js";

const TROUBLE = ["away", "signed-out", "refused", "conflict"];

function bindForm(form) {
  const kept = new Kept(form.dataset.person, form.dataset.project);
  const summary = form.querySelector("[data-save-summary]");
  const voice = form.querySelector("[data-save-voice]");
  const savers = [];
  let hadTrouble = false;

  // Only troubles and their end are spoken; the line of each field shows the rest.
  const report = (saver) => {
    const open = savers.filter((one) => one.isDirty).length;
    const { textAllSaved, textUnsavedOne, textUnsavedMany } = form.dataset;
    const many = open === 1 ? textUnsavedOne : textUnsavedMany.replace("%count%", open);
    summary.textContent = open ? many : textAllSaved;
    summary.classList.toggle("is-unsaved", open > 0);
    const isTrouble = TROUBLE.includes(saver.state);
    if (isTrouble) {
      say(`${saver.control.dataset.label}: ${saver.line.textContent}`);
    } else if (hadTrouble && !open) {
      say(textAllSaved);
    }
    hadTrouble = savers.some((one) => TROUBLE.includes(one.state));
  };

  const say = (text) => {
    if (voice.textContent !== text) {
      voice.textContent = text;
    }
  };

  summary.textContent = form.dataset.textIdle;
  // What a page without scripts asks is asked here when the field is saved.
  form.querySelectorAll("[data-plain-choice]").forEach((choice) => choice.remove());
  form.querySelectorAll("[data-many]").forEach(asControl);
  form.querySelectorAll("[data-radios]").forEach(asRadios);
  for (const control of form.querySelectorAll("[data-key]")) {
    const saver = new Saver(control, form, kept, report);
    savers.push(saver);
    bindCounter(control, form);
    const found = kept.get(saver.name);
    if (saver.state === "saved" && saver.isDirty) {
      saver.changed();
    } else if (found && found.value !== control.value) {
      saver.offer(found);
    } else if (found) {
      kept.drop(saver.name);
    }
  }

  const retry = () => savers.forEach((saver) => saver.retryNow());
  const leave = () => savers.forEach((saver) => saver.isDirty && saver.save(true));
  window.addEventListener("online", retry);
  document.addEventListener("autosave:signed-in", retry);
  window.addEventListener("focus", retry);
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : retry()));
  window.addEventListener("pagehide", leave);
  // A button that does more than saving goes on once everything is saved.
  let isSaved = false;
  form.addEventListener("submit", async (event) => {
    if (isSaved) {
      return;
    }
    event.preventDefault();
    const button = event.submitter;
    await Promise.all(savers.map((saver) => saver.save()));
    const trouble = savers.find((saver) => saver.isDirty);
    if (trouble) {
      trouble.control.focus();
    } else if (button && button.name === "do") {
      isSaved = true;
      setTimeout(() => form.requestSubmit(button)); // a form cannot be submitted while its event is heard
    } else {
      summary.textContent = form.dataset.textAllSaved;
      say("");
      say(form.dataset.textAllSaved);
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (savers.some((saver) => saver.isDirty)) {
      leave();
      event.preventDefault();
    }
  });
}

document.querySelectorAll("form[data-autosave]").forEach(bindForm);
