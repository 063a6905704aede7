// Proposals one after another by keyboard: J and K move, A accepts, X goes to the reason, U takes a decision back.
// Without this script every proposal is a form with its own buttons.
"use strict";

(function () {
  const list = document.querySelector("[data-proposals]");
  if (!list) return;

  function cards() {
    return Array.from(list.querySelectorAll(".proposal"));
  }

  function here() {
    return document.activeElement ? document.activeElement.closest(".proposal") : null;
  }

  function go(card) {
    if (!card) return;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const all = cards();
    const at = all.indexOf(here());
    go(all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + by))]);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, select, textarea")) {
      if (event.key === "Escape" && here()) go(here());
      return;
    }
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") {
      event.preventDefault();
      step(key === "j" ? 1 : -1);
      return;
    }
    const card = here();
    const target = card && ["a", "x", "u"].includes(key) ? card.querySelector(`[data-key="${key}"]`) : null;
    if (!target) return;
    event.preventDefault();
    if (target.matches("input")) target.focus();
    else target.click();
  });

  // The decided card comes back in its place; once its buttons work, the keyboard goes on with the next that waits.
  list.addEventListener("htmx:afterSettle", (event) => {
    const all = cards();
    const decided = all.findIndex((card) => card.id === event.detail.target.id);
    const waiting = all.slice(decided + 1).find((card) => card.querySelector('[data-key="a"]'));
    go(waiting || all[decided] || all[0]);
  });
})();
