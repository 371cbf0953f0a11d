// Keeps the page of background work up to date without flicker: what is drawn is changed in
// place, so that focus, open parts and ticks stay. And ticks all of a list.

const EVERY = 2000; // ms between two looks

function sameKind(old, next) {
  return old.nodeName === next.nodeName && old.id === next.id; // nothing becomes another's
}

function adopt(old, next) {
  for (const { name } of [...old.attributes]) {
    if (!next.hasAttribute(name) && name !== "open") old.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

function morph(old, next) {
  const wanted = [...next.childNodes];
  const there = [...old.childNodes];
  there.slice(wanted.length).forEach((node) => node.remove());
  wanted.forEach((node, place) => {
    const known = there[place];
    if (!known) old.append(node);
    else if (!sameKind(known, node)) known.replaceWith(node);
    else if (node.nodeType !== Node.ELEMENT_NODE) {
      if (known.data !== node.data) known.data = node.data;
    } else {
      adopt(known, node);
      morph(known, node);
    }
  });
}

async function look(place) {
  if (document.hidden) return;
  const answer = await fetch(place.dataset.now, { headers: { "X-By-Itself": "1" } });
  if (answer.redirected || !answer.ok) { // logged out, or the permission is gone
    if (answer.redirected || answer.status < 500) location.reload();
    return;
  }
  const made = document.createElement("template");
  made.innerHTML = await answer.text();
  morph(place, made.content);
}

function keepLooking(place) {
  const again = () => setTimeout(() => look(place).catch(() => {}).finally(again), EVERY);
  again();
}

function watchTicks(form) {
  const all = form.querySelector("[data-tick-all]");
  if (!all) return;
  const ticks = [...form.querySelectorAll("[name=ids]")];
  const show = () => {
    const ticked = ticks.filter((one) => one.checked).length;
    all.checked = ticked === ticks.length;
    all.indeterminate = ticked > 0 && !all.checked;
    form.querySelectorAll("[data-needs-tick]").forEach((button) => { button.disabled = !ticked; });
  };
  all.closest("label").hidden = false;
  all.addEventListener("change", () => {
    ticks.forEach((one) => { one.checked = all.checked; });
    show();
  });
  ticks.forEach((one) => one.addEventListener("change", show));
  show();
}

document.querySelectorAll("[data-now]").forEach(keepLooking);
document.querySelectorAll("[data-ticks]").forEach(watchTicks);
