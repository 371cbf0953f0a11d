// What a person looks like: text and attributes alone, never markup out of data.

const PLACEHOLDER = /^data:image\/[a-z+]+;base64,[\w+/=]+$/;
const LETTER = /[\p{L}\p{N}]\p{M}*/u;

/** An element with attributes (null and false are left out) and children. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value != null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter(Boolean));
  return element;
}

/** "{first_name} of {n}" with the values filled in; what is missing is left out. */
export function filled(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "").trim();
}

/** The first letters of first and last name, as photo_url draws them. */
function initials({ first_name: first, last_name: last }) {
  const letters = [first, last].map((name) => name.match(LETTER)?.[0] ?? "").join("");
  return h("div", { class: "initials", part: "initials", "aria-hidden": "true" },
    h("span", {}, letters.toLocaleUpperCase() || "?"));
}

/** The photo over its placeholder; initials where there is none or it was withdrawn. */
export function picture(person, alt, sizes) {
  const { photo } = person;
  const frame = h("div", { class: "frame", part: "photo" });
  if (!photo) {
    frame.append(initials(person));
    return frame;
  }
  frame.style.backgroundColor = photo.colour ?? "";
  if (PLACEHOLDER.test(photo.placeholder)) frame.style.backgroundImage = `url("${photo.placeholder}")`;
  const { width, height, srcset, src } = photo;
  // `src` last: what comes before it decides what is fetched, and when.
  const image = h("img", { alt, width, height, loading: "lazy", decoding: "async", sizes, srcset, src });
  image.addEventListener("error", () => frame.replaceChildren(initials(person)));
  frame.append(image);
  return frame;
}

/** What else is known of a person, a line each; empty ones are left out. */
export function lines({ job_title: title, department, location }) {
  const place = [department?.name, location].filter(Boolean);
  const parts = place.flatMap((name, at) => [at && " · ", h("bdi", {}, name)]);
  return [
    title && h("p", { class: "line", part: "title" }, h("bdi", {}, title)),
    place.length > 0 && h("p", { class: "line", part: "place" }, ...parts),
  ];
}

/** A card, `width` wide, whose whole face is one link to `href`, or one button without it.

    A browser that knows the width before it draws fetches the right picture and no other;
    of `sizes="auto"` some first fetch the largest, where they have any of them already. */
export function card(person, name, href, width) {
  const own = { class: "name", part: "name" };
  const activated = href
    ? h("a", { ...own, href }, h("bdi", {}, name))
    : h("button", { ...own, type: "button", "aria-haspopup": "dialog" }, h("bdi", {}, name));
  return h("li", { class: "card", part: "card" },
    picture(person, "", width), activated, ...lines(person));
}

/** The same person larger, for the dialog; `close` is its button. */
export function sheet(person, name, close) {
  return h("div", { class: "sheet" }, picture(person, person.photo?.alt ?? "", "22rem"),
    h("h2", { id: "who" }, h("bdi", {}, name)), ...lines(person), close);
}

/** Cards that stand for people who are still on their way. */
export function skeletons(count) {
  return Array.from({ length: count }, () => h("li", { class: "card skeleton", "aria-hidden": "true" },
    h("div", { class: "frame" }), h("p", { class: "line" }), h("p", { class: "line" })));
}
