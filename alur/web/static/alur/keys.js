// Keyboard: "/" searches, j and k walk through rows, "g" and a letter go to a place, Ctrl+Enter sends the task, "?" lists all this.
"use strict";

(() => {
  const dialog = document.getElementById("keys");
  let isGoing = false;

  const isTyping = (target) => target.matches("input, textarea, select, [contenteditable]");

  const walk = (by) => {
    const links = [...document.querySelectorAll("[data-row] [data-open]")];
    if (!links.length) return;
    const now = links.indexOf(document.activeElement);
    const next = Math.min(links.length - 1, Math.max(0, now + by));
    links[now < 0 ? 0 : next].focus();
  };

  const go = (letter) => {
    const link = document.querySelector(`[data-go="${CSS.escape(letter)}"]`);
    if (link) link.click();
  };

  const show = () => dialog && !dialog.open && dialog.showModal();

  const acts = {
    "/": () => document.querySelector("[data-search]")?.focus(),
    "?": show,
    j: () => walk(1),
    k: () => walk(-1),
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest("form[data-task]") || document.querySelector("form[data-task]");
      const button = form?.querySelector(".btn.p:not([aria-disabled])");
      if (button) {
        event.preventDefault();
        form.requestSubmit(button);
      }
      return;
    }
    if (event.key === "Escape") {
      document.querySelectorAll("details[data-menu][open]").forEach((menu) => { menu.open = false; });
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || dialog?.open) return;
    if (isGoing) {
      isGoing = false;
      go(event.key);
      return;
    }
    if (event.key === "g") {
      isGoing = true;
      window.setTimeout(() => { isGoing = false; }, 1500);
      return;
    }
    const act = acts[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });

  for (const button of document.querySelectorAll("[data-open-keys]")) {
    button.hidden = false;
    button.addEventListener("click", show);
  }
})();
