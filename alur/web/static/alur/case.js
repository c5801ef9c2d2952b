// The case page, made nicer: the draft saves itself, side cards fold on phones. All works without it.
(() => {
  "use strict";

  const form = document.querySelector("form[data-autosave]");
  const status = document.getElementById("draf-status");
  const EVERY = 10000;

  if (form && status) {
    let isChanged = false;
    let isSending = false;
    const SECRET = "frasa-sandi"; // leaves the page with the decision only, never with a draft

    const save = async () => {
      if (!isChanged || isSending) return;
      isChanged = false;
      isSending = true;
      const body = new FormData(form);
      for (const [name, value] of [...body.entries()]) if (value instanceof File || name === SECRET) body.delete(name);
      body.set("aksi", "simpan");
      try {
        const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
        if (!answer.ok) throw new Error(String(answer.status));
        const { saved, problems } = await answer.json();
        status.textContent = problems.length ? problems.join(" ") : `Draf tersimpan ${saved}`;
      } catch {
        isChanged = true;
        status.textContent = "Draf belum tersimpan; dicoba lagi sebentar lagi.";
      } finally {
        isSending = false;
      }
    };

    form.addEventListener("input", (event) => {
      if (event.target.type !== "file" && event.target.name !== SECRET) isChanged = true;
    });
    form.addEventListener("submit", () => {
      isChanged = false;
    });
    // Enter in a form means its first button, which keeps a draft; here it means the decision that is being signed.
    form.elements[SECRET]?.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      form.querySelector("button[value=tetapkan]")?.click();
    });
    window.setInterval(save, EVERY);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") save();
    });
  }

  const narrow = window.matchMedia("(max-width: 767px)");
  if (narrow.matches) {
    for (const card of document.querySelectorAll("details.sisi-kartu[open]")) card.removeAttribute("open");
  }
})();
