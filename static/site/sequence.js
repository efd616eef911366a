/* Enhances the sequence editor: counts, placeholder buttons, a live preview, keys, a warning before unsaved work is left. All of it works without. */
(() => {
  "use strict";
  const start = () => {
    const form = document.getElementById("sequence");
    if (!form) return;
    const sample = JSON.parse(form.dataset.sample || "{}");
    const names = form.dataset.placeholders.split(" ");
    const state = document.getElementById("sequence-state");
    let dirty = form.dataset.dirty === "1", leaving = false;

    const filled = (text, values) => text.replace(/\{([a-z_]+)\}/g, (whole, name) => (names.includes(name) && values[name]) || whole);
    const show = (text) => {
      const body = text.querySelector("textarea"), subject = text.querySelector("[data-counts]:not(textarea)");
      const words = body.value.trim().split(/\s+/).filter(Boolean).length;
      text.querySelector(".seq-count").textContent = `${words} words, ${body.value.length} characters; subject ${subject.value.length} characters`;
      const live = text.querySelector(".seq-live");
      const language = text.querySelector("[name$=-language]").value, values = sample[language === "de" ? "de" : "en"] || {};
      live.hidden = false;
      live.textContent = `${filled(subject.value, values)}\n\n${filled(body.value, values)}`;
    };
    const insert = (field, name) => {
      field.setRangeText(`{${name}}`, field.selectionStart, field.selectionEnd, "end");
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    };

    form.querySelectorAll(".seq-text").forEach((text) => {
      const body = text.querySelector("textarea");
      let last = body;
      text.addEventListener("focusin", (event) => { if (event.target.matches("[data-counts]")) last = event.target; });
      if (!body.matches(":disabled")) {
        const row = document.createElement("div");
        row.className = "seq-row";
        row.setAttribute("role", "group");
        row.setAttribute("aria-label", "Insert a placeholder");
        names.forEach((name) => {
          const button = document.createElement("button");
          button.type = "button";
          button.className = "seq-button";
          button.textContent = `{${name}}`;
          button.addEventListener("click", () => insert(last, name));
          row.append(button);
        });
        body.closest("label").after(row);
      }
      show(text);
    });
    form.addEventListener("input", (event) => {
      dirty = true;
      if (state) state.textContent = "Not saved yet.";
      const text = event.target.closest(".seq-text");
      if (text) show(text);
    });
    form.addEventListener("submit", () => { leaving = true; });
    window.addEventListener("beforeunload", (event) => { if (dirty && !leaving) event.preventDefault(); });
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const op = event.key === "s" ? "save" : event.key === "Enter" ? "check" : "";
      const button = op && form.querySelector(`.seq-save [value=${op}]`);
      if (!button) return;
      event.preventDefault();
      form.requestSubmit(button);
    });
    const [op, at] = form.dataset.focus.split(":");
    const number = { add: Number(at) + 1, up: Number(at), down: Number(at) + 2, text: Number(at) + 1, untext: Number(at) + 1, delete: Math.max(Number(at), 1) }[op];
    const step = number && document.getElementById(`step-${number}`);
    if (step) { step.scrollIntoView({ block: "start" }); step.querySelector("input:not([type=hidden])").focus({ preventScroll: true }); }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
