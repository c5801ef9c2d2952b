// Passkeys: asks the device to make one or to sign with one, then sends the answer as an ordinary form.
"use strict";

(() => {
  const able = window.isSecureContext && window.PublicKeyCredential
    && PublicKeyCredential.parseRequestOptionsFromJSON && PublicKeyCredential.parseCreationOptionsFromJSON;
  if (!able) return;

  const ask = async (form) => {
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const response = await fetch(form.dataset.passkey, { method: "POST", headers: { "X-CSRFToken": token } });
    if (!response.ok || response.redirected) throw new Error("no options");
    const { publicKey } = await response.json();
    return publicKey.user
      ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
      : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
  };

  for (const none of document.querySelectorAll("[data-passkey-none]")) none.hidden = true;

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const button = form.querySelector("button"), fault = form.querySelector("[data-passkey-error]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (button.getAttribute("aria-disabled")) return;
      const words = button.innerHTML;
      fault.hidden = true;
      button.textContent = button.dataset.busy;
      button.setAttribute("aria-disabled", "true");
      try {
        form.elements.jawaban.value = JSON.stringify((await ask(form)).toJSON());
        form.submit();
      } catch (error) {
        fault.hidden = false;
        button.innerHTML = words;
        button.removeAttribute("aria-disabled");
      }
    });
  }
})();
