// Beside the page, which works without it: says that somebody moves on it, shows the photo that
// was chosen, refuses one that is too large before it is sent, and says that it is being checked.

"use strict";

const asked = document.querySelector("[data-opened]");
if (asked) {
  // Not when it loads: mail scanners load pages too.
  const signs = ["pointerdown", "pointermove", "keydown", "scroll", "touchstart"];
  const tell = () => {
    signs.forEach((sign) => removeEventListener(sign, tell));
    navigator.sendBeacon(asked.dataset.opened);
  };
  signs.forEach((sign) => addEventListener(sign, tell, { passive: true }));
}

const form = document.querySelector("form[data-most]");
if (form) {
  const inputs = [...form.querySelectorAll('input[type="file"]')];
  const chosen = form.querySelector(".chosen");
  const progress = form.querySelector(".progress");
  const button = form.querySelector("button");
  const isTooLarge = (file) => file !== undefined && file.size > Number(form.dataset.most);

  for (const input of inputs) {
    input.addEventListener("change", () => {
      inputs.filter((other) => other !== input).forEach((other) => { other.value = ""; });
      const file = input.files[0];
      URL.revokeObjectURL(chosen.src);
      chosen.hidden = true; // until it has loaded: browsers don't show every kind
      chosen.src = file ? URL.createObjectURL(file) : "";
      progress.textContent = isTooLarge(file) ? form.dataset.tooLarge : "";
    });
  }
  chosen.addEventListener("load", () => { chosen.hidden = false; });
  form.addEventListener("submit", (event) => {
    if (inputs.some((input) => isTooLarge(input.files[0]))) {
      event.preventDefault();
      progress.textContent = form.dataset.tooLarge;
      return;
    }
    button.disabled = true;
    progress.textContent = form.dataset.checking;
  });
  addEventListener("pageshow", () => { // back again by the browser's button
    button.disabled = false;
    progress.textContent = "";
  });
}
