// Tokens in the admin: “all of it” in each row of the rights, and the button that copies the new secret. Both pages work without.
document.addEventListener("DOMContentLoaded", () => {
  for (const row of document.querySelectorAll(".rights tbody tr")) {
    const boxes = [...row.querySelectorAll("input[type=checkbox]")];
    const label = document.createElement("label");
    const all = document.createElement("input");
    const tell = () => {
      all.checked = boxes.every((box) => box.checked);
      all.indeterminate = !all.checked && boxes.some((box) => box.checked);
    };
    all.type = "checkbox";
    label.className = "inline-flex items-center gap-2 mr-4";
    label.append(all, " all of it");
    all.addEventListener("change", () => boxes.forEach((box) => (box.checked = all.checked)));
    boxes.forEach((box) => box.addEventListener("change", tell));
    row.querySelector("td:last-child").append(label);
    tell();
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const secret = document.getElementById(button.dataset.copy);
      const told = button.parentElement.querySelector("[role=status]");
      try {
        await navigator.clipboard.writeText(secret.textContent);
        told.textContent = "Copied.";
      } catch {
        getSelection().selectAllChildren(secret);
        told.textContent = "Selected: press Ctrl+C.";
      }
    });
  }
});
