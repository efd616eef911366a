/* Writes the chosen pack's list price into the deal's form, until somebody typed another. Without it an empty price means the same. */
(() => {
  "use strict";
  const start = () => {
    const pack = document.querySelector("select[data-prices]");
    if (!pack) return;
    const prices = JSON.parse(pack.dataset.prices);
    const price = document.querySelector("[name=price]");
    const currency = document.querySelector("[name=currency]");
    let written = "";
    const write = () => {
      if (price.value !== written) return;
      const [amount, unit] = prices[pack.value] || ["", currency.value];
      price.value = written = amount;
      currency.value = unit;
    };
    pack.addEventListener("change", write);
    write();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
