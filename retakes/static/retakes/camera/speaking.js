// Says a hint once it has stayed for a moment, so that nothing flickers and nobody is talked to
// without a pause. The element is a live region: what is shown is what is spoken.

const STAYED = 700; // ms

export class Speaker {
  #wanted = "";
  #timer = 0;

  constructor(place) {
    this.place = place;
  }

  say(text) {
    if (text === this.#wanted) return;
    this.#wanted = text;
    clearTimeout(this.#timer);
    if (text === this.place.textContent) return;
    this.#timer = setTimeout(() => {
      this.place.textContent = text;
    }, STAYED);
  }
}
