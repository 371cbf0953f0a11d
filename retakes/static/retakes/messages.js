// The preview of a message follows what is written, once the keys rest.

const RESTS = 400; // ms
const form = document.getElementById("msg-form");
const live = document.getElementById("msg-live");
let waiting = 0;
let asked = null;

async function preview() {
  asked?.abort();
  asked = new AbortController();
  const now = asked;
  live.setAttribute("aria-busy", "true");
  const isOpen = live.querySelector("details")?.open ?? false;
  try {
    const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form), signal: now.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    live.innerHTML = await answer.text();
    const text = live.querySelector("details");
    if (text) text.open = isOpen;
  } catch (error) {
    if (error.name !== "AbortError") live.textContent = live.dataset.trouble;
  }
  if (now === asked) live.removeAttribute("aria-busy");
}

form.querySelector("[data-plain]").hidden = true; // it follows by itself
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(preview, RESTS);
});
