// The inbox by keyboard. Every key presses a button or follows a link of the page, which work without this script.
document.addEventListener("DOMContentLoaded", () => {
  const inbox = document.getElementById("inbox");
  const help = document.getElementById("inbox-help");
  if (!inbox) return;
  const here = () => inbox.querySelector(".inbox-line[aria-current]");
  const step = (by) => {
    const lines = [...inbox.querySelectorAll(".inbox-line")];
    const at = lines.indexOf(here());
    const to = lines[at < 0 ? (by > 0 ? 0 : lines.length - 1) : at + by];
    if (to) to.click();
  };
  const press = (key) => {
    const found = inbox.querySelector(`form[data-key="${key}"] button, button[data-key="${key}"]`);
    if (!found) return false;
    const reason = found.form.querySelector("[name=reason]");
    // The server refuses a change of UNSUB without a reason: ask for it here instead of sending the form in vain.
    if (reason && found.value !== "UNSUB" && !reason.value.trim()) reason.focus();
    else found.click();
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    let done = true;
    if (event.key === "?") help.showModal();
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "r") document.getElementById("inbox-text")?.focus();
    else done = /^[1-7aeu]$/.test(event.key) && press(event.key);
    if (done) event.preventDefault();
  });
  here()?.scrollIntoView({ block: "nearest" });
  const read = inbox.querySelector(".is-read")?.form;
  if (read) {
    fetch(read.action, { method: "POST", body: new FormData(read), redirect: "manual" }).then(() => {
      here()?.classList.remove("is-unread");
      here()?.querySelectorAll(".inbox-dot, .inbox-unseen").forEach((mark) => mark.remove());
      read.remove();
    }).catch(() => {});
  }
  for (const form of inbox.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "1";
    });
  }
});
