// Sends files one after the other, in slices that can go on where they stopped; and asks how
// far an import has come.

const SLICE = 8_000_000; // bytes
const EVERY = 2000; // ms between two questions
const LIST = /\.(csv|tsv|txt|xlsx)$/i;

function fill(text, values) {
  return text.replace(/%[nmf]/g, (sign) => values[sign]);
}

async function post(form, address, body) {
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const headers = { "X-CSRFToken": token, "Content-Type": "application/octet-stream" };
  const answer = await fetch(address, { method: "POST", headers, body });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer;
}

// The import is a row before the first byte of a photo is sent.
async function begin(form) {
  if (form.dataset.send) return;
  const answer = await post(form, form.action, "");
  form.dataset.page = answer.url;
  form.dataset.send = new URL("send/", answer.url).href;
  history.replaceState(null, "", answer.url);
}

async function sendOne(form, file, tell) {
  const address = new URL(form.dataset.send, location.href);
  address.searchParams.set("name", file.webkitRelativePath || file.name);
  address.searchParams.set("size", file.size);
  let told = await (await post(form, address, "")).json();
  while (!told.refusal && told.offset < file.size) {
    address.searchParams.set("offset", told.offset);
    told = await (await post(form, address, file.slice(told.offset, told.offset + SLICE))).json();
    if (!told.refusal) tell(told.offset);
  }
  return told.refusal;
}

function sendAll(form, files) {
  const [bar, line] = [form.querySelector("progress"), form.querySelector("[data-line]")];
  const total = files.reduce((sum, file) => sum + file.size, 0) || 1;
  const refusals = form.querySelector("[data-refusals]");
  const sorted = files.toSorted((one, other) => LIST.test(other.name) - LIST.test(one.name));
  form.classList.add("sf-busy");
  return (async () => {
    await begin(form);
    let before = 0;
    for (const [index, file] of sorted.entries()) {
      const values = { "%n": index + 1, "%m": files.length, "%f": file.name };
      line.textContent = fill(form.dataset.sending, values);
      const refusal = await sendOne(form, file, (sent) => { bar.value = (before + sent) / total; });
      before += file.size;
      bar.value = before / total;
      if (refusal) refusals.append(Object.assign(document.createElement("li"), { textContent: `${file.name}: ${refusal}` }));
    }
    line.textContent = fill(form.dataset.sent, { "%m": files.length });
    location.assign(form.dataset.page);
  })().catch(() => {
    line.textContent = form.dataset.broken;
    form.classList.remove("sf-busy");
  });
}

// A folder is dropped as one thing: its files have to be asked for, a hundred at a time.
async function filesOf(entry) {
  if (entry.isFile) return [await new Promise((done, fail) => entry.file(done, fail))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return found;
    for (const inner of some) found.push(...await filesOf(inner));
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
  return (await Promise.all(entries.map(filesOf))).flat();
}

function watchDrops(form) {
  const input = form.querySelector("[type=file]");
  form.querySelector("button").remove(); // files go as soon as they are chosen
  const go = (files) => files.length && sendAll(form, [...files]);
  // Before the theme hears of it: it looks for a text field that isn't here, and fails.
  form.addEventListener("change", (event) => { event.stopPropagation(); go(input.files); }, true);
  form.addEventListener("submit", (event) => { event.preventDefault(); go(input.files); });
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("sf-drop-over"); });
  form.addEventListener("dragleave", () => form.classList.remove("sf-drop-over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("sf-drop-over");
    dropped(event.dataTransfer).then(go);
  });
}

async function ask(card) {
  const told = await (await fetch(card.dataset.progress)).json();
  if (told.state !== card.dataset.state || told.settled) {
    // While files are being sent the page must stay; afterwards it is loaded anyway.
    if (!document.querySelector(".sf-busy")) location.reload();
    return;
  }
  const sentence = card.querySelector("[data-sentence]");
  if (sentence.textContent !== told.sentence) sentence.textContent = told.sentence;
  const pace = card.querySelector("[data-pace]");
  if (pace) pace.textContent = told.pace;
  const bar = card.querySelector("progress");
  [bar.max, bar.value] = [told.all_steps || 1, told.steps];
  for (const count of card.querySelectorAll("[data-count]")) {
    count.textContent = told.counts[count.dataset.count].toLocaleString(document.documentElement.lang);
  }
}

function watchProgress(card) {
  const again = () => setTimeout(() => ask(card).catch(() => {}).finally(again), EVERY);
  again();
}

// Who types an employee id means "somebody else".
function watchText(text) {
  const other = text.closest(".sf-answer").querySelector("[type=radio]");
  text.addEventListener("input", () => { other.checked = text.value.trim() !== ""; });
}

document.querySelectorAll("[data-drop]").forEach(watchDrops);
document.querySelectorAll("[data-progress]").forEach(watchProgress);
document.querySelectorAll(".sf-text").forEach(watchText);
