// Sliders and fields of a standard's rules move together; the preview follows when they rest.

const RESTS = 400; // ms without a move
const ORDER = ["warn-low", "pass-low", "target-low", "target-high", "pass-high", "warn-high"];
const form = document.getElementById("std-form");

const numberOf = (text) => (text.trim() === "" ? NaN : Number(text.replace(",", ".")));

function paint(rule) {
  const [low, high] = [Number(rule.dataset.low), Number(rule.dataset.high)];
  const scale = rule.querySelector(".std-scale");
  for (const slider of rule.querySelectorAll(".std-handle")) {
    const value = numberOf(fieldOf(rule, slider).value);
    const open = slider.dataset.kind.endsWith("low") ? 0 : 100;
    const place = Number.isNaN(value) ? open : ((value - low) / (high - low)) * 100;
    scale.style.setProperty(`--${slider.dataset.kind}`, `${Math.min(Math.max(place, 0), 100)}%`);
  }
  const fields = [...rule.querySelectorAll(".std-edge input")];
  rule.classList.toggle("std-changed", fields.some((field) => field.value !== field.dataset.start));
}

const fieldOf = (rule, slider) => rule.querySelector(`[name="${slider.dataset.for}"]`);

// Edges push each other along: none can pass another one.
function push(rule, moved) {
  const place = ORDER.indexOf(moved.dataset.kind);
  for (const other of rule.querySelectorAll(".std-handle")) {
    const ahead = ORDER.indexOf(other.dataset.kind) - place;
    const field = fieldOf(rule, other);
    const value = numberOf(field.value);
    const crossed = ahead > 0 ? value < Number(moved.value) : value > Number(moved.value);
    if (ahead !== 0 && crossed) {
      other.value = moved.value;
      field.value = moved.value;
    }
  }
}

function follow(event) {
  const rule = event.target.closest(".std-rule[data-rule]");
  if (!rule) return;
  if (event.target.matches(".std-handle")) {
    fieldOf(rule, event.target).value = String(Number(event.target.value));
    push(rule, event.target);
  } else if (event.target.matches(".std-edge input")) {
    const slider = rule.querySelector(`[data-for="${event.target.name}"]`);
    const value = numberOf(event.target.value);
    if (!Number.isNaN(value)) slider.value = value;
  }
  paint(rule);
}

let waiting = 0;
let asked = null;

function previewSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(preview, RESTS);
}

async function preview() {
  const live = document.getElementById("std-live");
  asked?.abort();
  asked = new AbortController();
  const now = asked;
  live.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form), signal: now.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    live.innerHTML = await answer.text();
  } catch (error) {
    if (error.name !== "AbortError") live.querySelector(".sf-pad").textContent = live.dataset.trouble;
  }
  if (now === asked) live.removeAttribute("aria-busy");
}

function reset(event) {
  const button = event.target.closest(".std-reset");
  if (!button) return;
  event.preventDefault();
  const rule = button.closest(".std-rule");
  for (const field of rule.querySelectorAll(".std-edge input")) {
    field.value = field.dataset.start;
    const slider = rule.querySelector(`[data-for="${field.name}"]`);
    slider.value = field.value || (slider.dataset.kind.endsWith("low") ? slider.min : slider.max);
  }
  const box = rule.querySelector("[data-start-checked]");
  if (box) box.checked = box.dataset.startChecked === "1";
  paint(rule);
  previewSoon();
}

function find(event) {
  const wanted = event.target.value.trim().toLowerCase();
  let found = 0;
  for (const group of form.querySelectorAll(".std-group")) {
    let here = 0;
    for (const rule of group.querySelectorAll(".std-rule")) {
      rule.hidden = !rule.dataset.words.includes(wanted);
      here += rule.hidden ? 0 : 1;
    }
    group.hidden = here === 0;
    if (wanted) group.open = here > 0;
    found += here;
  }
  document.getElementById("std-none").hidden = found > 0;
}

if (form) {
  document.getElementById("std-search").addEventListener("input", find);
  document.getElementById("std-search").addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  if (form.dataset.preview) {
    form.addEventListener("click", reset);
    form.addEventListener("input", (event) => {
      if (event.target.id === "std-search" || event.target.id === "id_note") return;
      follow(event);
      previewSoon();
    });
  }
}
