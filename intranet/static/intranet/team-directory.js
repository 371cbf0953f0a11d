// <team-directory>: the team on any page, read from Sameframe's API. docs/team-directory.md

import { card, filled, h, sheet, skeletons } from "./team-directory/cards.js";
import { Client } from "./team-directory/client.js";
import { STYLE } from "./team-directory/style.js";

const LABELS = {
  region: "People",
  search: "Search people",
  department: "Department",
  all: "All departments",
  people: { one: "{n} person", other: "{n} people" },
  first: "The first {n} people",
  part: "{n} of {total} people",
  none: "No one matches “{search}”.",
  nobody: "There is no one here yet.",
  clear: "Clear the search",
  more: "Show more people",
  loading: "Loading people…",
  failed: "The list could not be loaded.",
  refused: "This page may not read the list at the moment.",
  retry: "Try again",
  close: "Close",
  name: "{first_name} {last_name}",
};
const PAGE_SIZE = 48; // fills rows of 2, 3, 4, 6 and 8
const MOST_SKELETONS = 12;
const TYPING_PAUSE = 250; // ms without a key before a search is sent
const PAGES_UNASKED = 3; // loaded while scrolling; then a button, so that a footer is reached
const NEAR_END = "600px";
const USUAL_WIDTH = "14rem"; // of a card

class TeamDirectory extends HTMLElement {
  static observedAttributes = ["src", "department", "page-size", "token-src", "labels", "href-template"];
  #root = this.attachShadow({ mode: "open" });
  #parts = {};
  #client;
  #search = "";
  #department = "";
  #next = null; // the query of the next page
  #loading = null; // the AbortController of the list's request under way
  #unasked = 0; // pages loaded by scrolling since somebody last asked for one
  #given = {}; // token and labels, as properties
  #words = LABELS;
  #typing = 0;
  #isDue = false;
  #nearEnd = new IntersectionObserver(
    (entries) => entries.at(-1).isIntersecting && this.#continue(), { rootMargin: NEAR_END });

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [STYLE];
    for (const name of ["token", "labels"]) {
      if (!Object.hasOwn(this, name)) continue; // set before this script ran
      this.#given[name] = this[name];
      delete this[name];
    }
  }

  connectedCallback() { this.#start(); }
  attributeChangedCallback(_, before, after) { if (before !== after) this.#start(); }
  disconnectedCallback() {
    this.#loading?.abort();
    this.#nearEnd.disconnect();
    clearTimeout(this.#typing);
  }

  /** A read token. A new one is used from the next request on; a list that failed starts anew. */
  get token() { return this.#given.token; }
  set token(token) {
    this.#given.token = token;
    if (this.#client) this.#client.token = token;
    if (this.#parts.retry?.hidden === false) this.#start();
  }

  /** Words in place of the English ones; the attribute takes the same as JSON. */
  get labels() {
    return { ...LABELS, ...JSON.parse(this.getAttribute("labels") || "{}"), ...this.#given.labels };
  }
  set labels(labels) {
    this.#given.labels = labels;
    this.#start();
  }

  /** Read everything anew. */
  reload() { this.#start(); }

  /** Draw and load once, however many things were set in a row. */
  #start() {
    if (!this.isConnected || this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      if (!this.isConnected) return;
      this.#client = new Client(this.getAttribute("src") || "/api/v1/", this.getAttribute("token-src"));
      this.#client.token = this.token;
      this.#department = this.getAttribute("department") ?? "";
      this.#draw();
      this.#load();
      if (!this.#department) this.#offerDepartments();
    });
  }

  // --- asking -----------------------------------------------------------------

  /** The first page, or with `isMore` the next one, in place of any request under way. */
  async #load({ isMore = false, focuses = false } = {}) {
    this.#loading?.abort();
    const { signal } = (this.#loading = new AbortController());
    this.#showBusy(isMore);
    try {
      const { results, next } = await this.#client.page("people/", isMore ? this.#next : this.#query(), signal);
      if (signal.aborted) return;
      this.#next = next;
      this.#show(results, isMore, focuses);
    } catch (error) {
      if (!signal.aborted) this.#showFailure(error, isMore);
    }
  }

  #query() {
    const query = { page_size: this.#pageSize, department: this.#department, search: this.#search };
    return `?${new URLSearchParams(Object.entries(query).filter(([, value]) => value))}`;
  }

  get #pageSize() { return Number(this.getAttribute("page-size")) || PAGE_SIZE; }

  /** One more page while somebody scrolls, never while they walk the cards by keyboard. */
  #continue() {
    const walks = this.#root.activeElement?.matches(".name:focus-visible");
    if (this.#parts.more.hidden || this.#isBusy || walks || this.#unasked >= PAGES_UNASKED) return;
    this.#unasked += 1;
    this.#load({ isMore: true });
  }

  get #isBusy() { return this.#parts.more.getAttribute("aria-disabled") === "true"; }

  /** Fill the select. The list is whole without it, so a failure here stays silent. */
  async #offerDepartments() {
    const { department, choice } = this.#parts;
    department.length = 1;
    try {
      for (let query = "?page_size=200"; query; ) {
        const { results, next } = await this.#client.page("departments/", query);
        for (const { slug, name, people } of results.filter((one) => one.people > 0)) {
          const words = `${name} (${this.#number(people)})`;
          department.append(h("option", { value: slug, "data-people": people }, words));
        }
        query = next;
      }
    } catch { /* the list itself tells what is wrong */ }
    choice.hidden = department.length < 3; // all and one are the same
  }

  #find(words) {
    clearTimeout(this.#typing);
    if (words === "") this.#parts.field.value = "";
    if (words.trim() === this.#search) return;
    this.#search = words.trim();
    this.#load();
  }

  // --- drawing ----------------------------------------------------------------

  #part(name, tag, attributes = {}, ...children) {
    this.#parts[name] = h(tag, { class: name, part: name, ...attributes }, ...children);
    return this.#parts[name];
  }

  #draw() {
    const words = (this.#words = this.labels);
    const button = (name) => this.#part(name, "button", { type: "button", hidden: true }, words[name]);
    this.#root.replaceChildren(h("div", { role: "region", "aria-label": words.region },
      h("div", { class: "controls", part: "controls" },
        h("div", { class: "search" }, this.#part("field", "input", {
          type: "search", "aria-label": words.search, placeholder: words.search, maxlength: 200,
          autocomplete: "off", spellcheck: "false" })),
        this.#part("choice", "div", { hidden: this.#department !== "" },
          this.#part("department", "select", { "aria-label": words.department },
            h("option", { value: "" }, words.all)))),
      this.#part("status", "p", { role: "status" }),
      this.#part("list", "ul", { role: "list", "aria-label": words.region }),
      h("div", { class: "end" },
        this.#part("problem", "p", { role: "alert" }), button("retry"), button("clear"), button("more")),
      this.#part("dialog", "dialog", { "aria-labelledby": "who" })));
    this.#parts.field.value = this.#search;
    this.#listenToSearch();
    this.#listenToList();
  }

  #listenToSearch() {
    const { field, department, clear } = this.#parts;
    field.addEventListener("input", () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#find(field.value), TYPING_PAUSE);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !field.value) return;
      event.preventDefault();
      event.stopPropagation(); // it is not for a dialog that the page shows around us
      this.#find("");
    });
    department.addEventListener("change", () => {
      this.#department = department.value;
      this.#load();
    });
    clear.addEventListener("click", () => {
      field.focus();
      this.#find("");
    });
  }

  #listenToList() {
    const { list, more, dialog } = this.#parts;
    list.addEventListener("keydown", (event) => this.#walk(event));
    more.addEventListener("click", (event) => {
      if (this.#isBusy) return;
      this.#unasked = 0;
      this.#load({ isMore: true, focuses: event.detail === 0 }); // 0: pressed by keyboard
    });
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }

  #showBusy(isMore) {
    const { list, more, retry, problem, clear, status } = this.#parts;
    problem.textContent = "";
    retry.hidden = clear.hidden = true;
    more.setAttribute("aria-disabled", "true");
    more.textContent = this.#words.loading;
    if (isMore) return;
    this.#unasked = 0;
    more.hidden = true;
    list.setAttribute("aria-busy", "true");
    if (list.querySelector(".name")) return;
    status.textContent = this.#words.loading;
    list.replaceChildren(...skeletons(Math.min(this.#pageSize, MOST_SKELETONS)));
  }

  #show(people, isMore, focuses) {
    const { list, more, clear, status, field } = this.#parts;
    const width = this.#columns[0].endsWith("px") ? this.#columns[0] : USUAL_WIDTH;
    const cards = people.map((person) => this.#card(person, width));
    if (isMore) list.append(...cards);
    else list.replaceChildren(...cards);
    list.removeAttribute("aria-busy");
    more.removeAttribute("aria-disabled");
    more.textContent = this.#words.more;
    more.hidden = !this.#next;
    clear.hidden = list.childElementCount > 0 || !this.#search;
    status.textContent = this.#told(list.childElementCount);
    if (focuses) (cards[0]?.querySelector(".name") ?? field).focus();
    this.#nearEnd.disconnect();
    this.#nearEnd.observe(more); // asks once more where the end is still near
  }

  /** How many are shown, of how many where that is known. */
  #told(n) {
    const words = this.#words;
    if (n === 0) return filled(this.#search ? words.none : words.nobody, { search: this.#search });
    const values = { n: this.#number(n) };
    const rule = new Intl.PluralRules(this.#language).select(n);
    if (!this.#next) return filled(words.people[rule] ?? words.people.other, values);
    const total = !this.#search && this.#parts.department.selectedOptions[0].dataset.people;
    return total
      ? filled(words.part, { ...values, total: this.#number(total) })
      : filled(words.first, values);
  }

  #showFailure(error, isMore) {
    const { list, more, retry, problem, status, choice } = this.#parts;
    if (!isMore) {
      list.replaceChildren();
      status.textContent = "";
    }
    list.removeAttribute("aria-busy");
    more.hidden = true;
    problem.textContent = [401, 403].includes(error.status) ? this.#words.refused : this.#words.failed;
    retry.hidden = false;
    retry.onclick = () => {
      this.#load({ isMore, focuses: true });
      if (choice.hidden && !this.#department) this.#offerDepartments();
    };
  }

  /** The widths of the columns, such as "211px"; something else while the element is hidden. */
  get #columns() { return getComputedStyle(this.#parts.list).gridTemplateColumns.split(" "); }

  #card(person, width) {
    const template = this.getAttribute("href-template");
    const values = Object.fromEntries(
      Object.entries(person).map(([key, value]) => [key, encodeURIComponent(value)]));
    const href = template && filled(template, values);
    const item = card(person, filled(this.#words.name, person), href, width);
    item.querySelector(".name").addEventListener("click", (event) => this.#choose(person, event));
    return item;
  }

  /** Tell the page, which may prevent what follows: the link, or the larger card. */
  #choose(person, event) {
    const told = { detail: person, bubbles: true, composed: true, cancelable: true };
    if (!this.dispatchEvent(new CustomEvent("person-selected", told))) event.preventDefault();
    else if (!this.hasAttribute("href-template")) this.#open(person);
  }

  #open(person) {
    const { dialog } = this.#parts;
    const close = h("button", { class: "close", part: "close", type: "button" }, this.#words.close);
    close.addEventListener("click", () => dialog.close());
    dialog.replaceChildren(sheet(person, filled(this.#words.name, person), close));
    dialog.showModal();
  }

  /** Arrow keys go from card to card, Home and End to the first and last. */
  #walk(event) {
    const names = [...this.#parts.list.querySelectorAll(".name")];
    const at = names.indexOf(this.#root.activeElement);
    const columns = this.#columns.length;
    const onwards = this.matches(":dir(rtl)") ? -1 : 1;
    const goal = names[{
      ArrowRight: at + onwards, ArrowLeft: at - onwards, ArrowDown: at + columns, ArrowUp: at - columns,
      Home: 0, End: names.length - 1,
    }[event.key]];
    if (!goal || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    goal.focus();
  }

  get #language() { return this.closest("[lang]")?.lang || "en"; }
  #number(n) { return new Intl.NumberFormat(this.#language).format(n); }
}

customElements.define("team-directory", TeamDirectory);
