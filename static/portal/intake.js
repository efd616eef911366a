/* Saves each answer of the intake when its field is left. Without this file the form's Save buttons do the same. */
(() => {
  "use strict";
  const form = document.getElementById("intake-form");
  if (!form) return;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const kept = new Map();
  let open = 0;

  const say = (field, text, bad) => {
    const line = document.getElementById(`s-${field.name}`);
    line.textContent = text;
    line.classList.toggle("field-error", bad);
    line.classList.toggle("help", !bad);
    if (bad) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  };

  const show = (answer) => {
    document.getElementById("progress-text").textContent = answer.progress;
    document.getElementById("progress-bar").value = answer.answered;
    const title = document.getElementById("missing-title");
    title.textContent = answer.missing.length ? title.dataset.missing : title.dataset.complete;
    document.getElementById("missing").textContent = answer.missing.join(", ");
  };

  const save = async (field) => {
    const value = field.value;
    if (kept.get(field.name) === value) return;
    say(field, form.dataset.saving, false);
    open += 1;
    try {
      const response = await fetch(`${form.action}${field.name}/`, {
        method: "POST",
        credentials: "same-origin",
        headers: { "X-CSRFToken": token, Accept: "application/json" },
        body: new URLSearchParams({ value }),
      });
      const answer = await response.json();
      if (!response.ok) {
        say(field, answer.error || form.dataset.failed, true);
        return;
      }
      kept.set(field.name, value);
      form.elements[`seen-${field.name}`].value = answer.seen;
      if (field.value === value && answer.value !== value) field.value = answer.value;
      kept.set(field.name, field.value);
      say(field, answer.said, false);
      show(answer);
    } catch {
      say(field, form.dataset.failed, true);
    } finally {
      open -= 1;
    }
  };

  for (const field of form.querySelectorAll("[data-field]")) {
    kept.set(field.name, field.value);
    field.addEventListener("change", () => save(field));
  }
  form.addEventListener("submit", () => { open = 0; kept.clear(); });
  window.addEventListener("beforeunload", (event) => {
    const unsaved = [...form.querySelectorAll("[data-field]")].some((f) => kept.has(f.name) && kept.get(f.name) !== f.value);
    if (open > 0 || unsaved) event.preventDefault();
  });
})();
