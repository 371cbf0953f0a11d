// The review queue: keys, photos fetched ahead, decisions sent in the background.

const AHEAD = 2; // photos that are ready before they are asked for
const BEAT = 30_000; // ms; a quarter of the time for which the server holds a photo
const REMEMBERED = "sf-review-undo";

const root = document.getElementById("sf-review");
const place = document.getElementById("sf-review-place");
const live = document.getElementById("sf-review-live");
const left = document.getElementById("sf-review-left");
const told = root.dataset;
const token = root.querySelector("[name=csrfmiddlewaretoken]").value;

const ring = []; // articles that are ready, the next one first
const past = []; // ids of the photos before this one
const onTheWay = new Set(); // ids whose decision is being sent
const mine = JSON.parse(sessionStorage.getItem(REMEMBERED) ?? "[]"); // reviews, the newest last
let current = place.querySelector("article");
let line = Promise.resolve(); // decisions go out one after the other
let filling = null;
let waiting = null; // the next photo is wished for, and what to say once it is there

const idOf = (article) => article.dataset.photo;
const say = (...parts) => { live.textContent = parts.filter(Boolean).join(" "); };
const remember = () => sessionStorage.setItem(REMEMBERED, JSON.stringify(mine));

// The next photo is on the screen before the server is asked for anything; a page in the
// background paints nothing, and goes on all the same.
const afterPaint = () => new Promise((go) => {
  requestAnimationFrame(() => setTimeout(go));
  setTimeout(go, 100);
});

async function post(address, fields) {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  const answer = await fetch(address, { method: "POST", body, headers });
  if (answer.redirected || answer.status === 403) throw new Error(told.toldLoggedOut);
  return answer;
}

function articleOf(html) {
  const box = document.createElement("div");
  box.innerHTML = html;
  return box.querySelector("article");
}

async function painted(article) {
  const pictures = [...article.querySelectorAll("img")];
  await Promise.allSettled(pictures.map((picture) => picture.decode()));
  return article;
}

const fetched = async (id) => {
  const answer = await fetch(`${told.photo.replace("/0/", `/${id}/`)}?${told.query}`);
  return painted(articleOf(await answer.text()));
};

// --- going from photo to photo ----------------------------------------------

function show(article, words) {
  current = article;
  waiting = null;
  place.inert = false;
  place.replaceChildren(article);
  article.focus({ preventScroll: true });
  say(words, told.toldNext.replace("%s", article.dataset.name), (mine.length || onTheWay.size) && told.toldUndo);
  afterPaint().then(() => { beat(); fill(); });
}

function fill() {
  filling ??= fetchAhead().catch(() => {}).finally(() => { filling = null; });
  return filling;
}

async function fetchAhead() {
  while (ring.length < AHEAD) {
    const known = [current, ...ring].map(idOf);
    const fields = [["after", known.at(-1)]];
    for (const id of [...known, ...onTheWay]) fields.push(["without", id]);
    const answer = await post(told.next, fields);
    if (answer.status !== 200) return;
    const article = await painted(articleOf(await answer.text()));
    if (article.dataset.photo === idOf(current)) return;
    ring.push(article);
    if (waiting !== null) show(ring.shift(), waiting.words);
  }
}

async function onward(words) {
  if (waiting !== null) return;
  past.push(idOf(current));
  if (ring.length) { show(ring.shift(), words); return; }
  const wish = { words }; // an earlier one that was fulfilled meanwhile goes nowhere
  waiting = wish;
  say(words, told.toldLoading);
  place.inert = true;
  await line;
  await fill();
  if (waiting === wish) await fill();
  if (waiting === wish) location.assign(`${told.page}?${told.query}`);
}

function leave() {
  post(told.claims, [["release", idOf(current)]]).catch(() => {});
  onward(told.toldSkipped);
}

async function back() {
  const id = past.pop();
  if (!id) { say(told.toldNoPrevious); return; }
  const article = await fetched(id);
  ring.unshift(current);
  show(article, "");
}

// --- deciding ----------------------------------------------------------------

function decide(form) {
  const article = current;
  const decision = form.dataset.decision;
  const reason = form.elements.reason?.value ?? "";
  if (form.elements.reason && !reason.trim()) { complain(article, told.toldReason); return; }
  const fields = [["decision", decision], ["reason", reason], ["seen", form.elements.seen.value]];
  onTheWay.add(idOf(article));
  line = line.then(afterPaint).then(() => send(article, decision, reason, fields));
  onward(told[`told${decision[0].toUpperCase()}${decision.slice(1)}`]);
}

async function send(article, decision, reason, fields) {
  try {
    const answer = await post(article.dataset.decide, fields);
    const found = await answer.json();
    if (answer.ok) {
      mine.push(found.review);
      remember();
      left.textContent = found.left;
    } else bringBack(articleOf(found.html), found.told, decision, reason);
  } catch (error) {
    bringBack(article, error.message === told.toldLoggedOut ? error.message : told.toldOffline, decision, reason);
  } finally {
    onTheWay.delete(idOf(article));
  }
}

// Nothing was written: back to that photo, with the sentence and all that was typed.
function bringBack(article, sentence, decision, reason) {
  if (idOf(current) !== idOf(article)) { ring.unshift(current); past.pop(); }
  show(article, "");
  const box = article.querySelector(`details[data-decision=${decision}]`);
  if (box && reason) {
    box.querySelector("textarea").value = reason;
    box.open = true;
  }
  complain(article, sentence);
}

function complain(article, sentence) {
  const notice = article.querySelector(".sf-review-told");
  notice.textContent = sentence;
  notice.hidden = false;
  say(sentence);
}

function undo(given) {
  line = line.then(async () => {
    const review = given ?? mine.at(-1);
    if (!review) { say(told.toldNothingToUndo); return; }
    const answer = await post(told.undo.replace("/0/", `/${review}/`) + `?${told.query}`, []);
    const found = await answer.json();
    if (mine.includes(review)) mine.splice(mine.indexOf(review), 1);
    remember();
    if (!answer.ok) { complain(current, found.told); return; }
    left.textContent = found.left;
    const article = await painted(articleOf(found.html));
    const ahead = ring.findIndex((one) => idOf(one) === idOf(article));
    if (ahead >= 0) ring.splice(ahead, 1);
    if (idOf(article) !== idOf(current)) ring.unshift(current);
    show(article, found.told);
  }).catch(() => complain(current, told.toldOffline));
}

// --- claims -------------------------------------------------------------------

async function beat() {
  const fields = [["shown", idOf(current)], ...ring.map((article) => ["ahead", idOf(article)])];
  const answer = await post(told.claims, fields).catch(() => null);
  const { lost } = answer?.ok ? await answer.json() : { lost: [] };
  for (const id of lost.map(String)) {
    const ahead = ring.findIndex((article) => idOf(article) === id);
    if (ahead >= 0) ring.splice(ahead, 1);
    // A colleague has it: say so, unless something is being typed or it was said already.
    if (id === idOf(current) && !current.querySelector(".sf-review-held, details[open]")) {
      const article = await fetched(id);
      if (id === idOf(current)) { current = article; place.replaceChildren(article); }
    }
  }
}

function release() {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", token);
  for (const article of [current, ...ring]) body.append("release", idOf(article));
  navigator.sendBeacon(told.claims, body);
}

async function takeOver(form) {
  const answer = await post(form.action, []);
  if (answer.ok) show(await painted(articleOf(await answer.text())), "");
}

// --- keys, buttons and forms ----------------------------------------------------

function toggle(name, hides) {
  const on = root.classList.toggle(`sf-is-${name}`);
  const button = root.querySelector(`[data-do=${name}]`);
  button.setAttribute(name === "keys" ? "aria-expanded" : "aria-pressed", String(hides ? !on : on));
}

function choose(decision) {
  const chosen = current.querySelector(`details[data-decision=${decision}], form[data-decision=${decision}]`);
  const refused = chosen.querySelector("[data-why]")?.dataset.why;
  if (refused) {
    complain(current, refused);
    if (decision === "approve" && current.dataset.verdict === "retake") choose("waive");
  } else if (chosen.matches("details")) {
    chosen.open = true;
    const field = chosen.querySelector("textarea");
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  } else decide(chosen);
}

function close() {
  for (const box of current.querySelectorAll(".sf-review-decisions details[open]")) box.open = false;
  current.focus({ preventScroll: true });
}

const DEEDS = {
  approve: () => choose("approve"),
  crop: () => choose("use_crop"),
  waive: () => choose("waive"),
  retake: () => choose("ask_retake"),
  skip: leave,
  undo: () => undo(),
  next: () => onward(""),
  previous: back,
  guides: () => toggle("guides", true),
  earlier: () => toggle("earlier", true),
  published: () => toggle("published", false),
  keys: () => toggle("keys", true),
};
const KEYS = {
  a: "approve", c: "crop", w: "waive", r: "retake", s: "skip", u: "undo", j: "next", k: "previous",
  g: "guides", e: "earlier", p: "published", "?": "keys", arrowright: "next", arrowleft: "previous",
};

document.addEventListener("keydown", (event) => {
  const key = event.key.toLowerCase();
  const field = event.target.closest("input, textarea, select, [contenteditable]");
  if (field) {
    if (!root.contains(field) || !field.matches("textarea")) return;
    if (key === "escape") close();
    else if (key === "enter" && (event.ctrlKey || event.metaKey)) field.form.requestSubmit();
    else return;
    event.preventDefault();
    return;
  }
  if (key === "escape") { close(); return; }
  const undoes = key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
  if (event.altKey || ((event.ctrlKey || event.metaKey) && !undoes)) return;
  const deed = undoes ? "undo" : KEYS[key];
  if (!deed || event.repeat || place.inert) return;
  event.preventDefault();
  DEEDS[deed]();
});

root.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) { DEEDS[button.dataset.do](); button.blur(); }
  if (event.target.closest("[data-close]")) close();
  const summary = event.target.closest("summary[data-why]");
  if (summary) { event.preventDefault(); complain(current, summary.dataset.why); }
});

root.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.decision) {
    event.preventDefault();
    if (form.elements.reason) decide(form); else choose(form.dataset.decision);
  } else if (form.dataset.undo) { event.preventDefault(); undo(Number(form.dataset.undo)); }
  else if ("take" in form.dataset) { event.preventDefault(); takeOver(form); }
});

root.querySelector(".sf-review-narrow").addEventListener("change", (event) => event.currentTarget.submit());
root.querySelector(".sf-review-keys").hidden = false;
addEventListener("pagehide", release);
addEventListener("beforeunload", (event) => { if (onTheWay.size) event.preventDefault(); });
setInterval(beat, BEAT);
fill();
