// Forms: one press sends once, and the button says that it is at work. Everything works without this file.
"use strict";

(() => {
  const busy = (button) => {
    if (!button) return;
    button.dataset.label = button.innerHTML;
    button.textContent = button.dataset.busy || "Menyimpan …";
    button.setAttribute("aria-disabled", "true");
  };

  const release = (form) => {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[data-label]")) {
      button.innerHTML = button.dataset.label;
      button.removeAttribute("data-label");
      button.removeAttribute("aria-disabled");
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-once]")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    const pressed = event.submitter;
    window.setTimeout(() => busy(pressed), 0);
  });

  // The back button brings a page back as it was left: give its buttons their words again.
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

  // The browser's own file control speaks the browser's language; this one speaks the page's.
  for (const input of document.querySelectorAll("input[type=file].inp")) {
    const chooser = document.createElement("label");
    const told = document.createElement("span");
    const none = input.multiple ? "Belum ada berkas dipilih" : "Belum ada berkas";
    const tell = () => { told.textContent = [...input.files].map((file) => file.name).join(", ") || none; };
    chooser.className = "inp chooser";
    chooser.htmlFor = input.id;
    chooser.append(Object.assign(document.createElement("b"), { textContent: "Pilih berkas" }), told);
    input.classList.add("sr");
    input.after(chooser);
    input.addEventListener("change", tell);
    window.addEventListener("pageshow", tell);
    tell();
  }

  const summary = document.querySelector("[data-error-summary]");
  if (summary) summary.focus();

  for (const field of document.querySelectorAll("[data-select]")) field.addEventListener("focus", () => field.select());

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
})();
