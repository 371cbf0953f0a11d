// Says a hint once it has stayed for a moment, so that nothing flickers and nobody is talked to
// without a pause. The element is a live region: what is shown is what is spoken.

const STAYED = 700; // ms

export class Speaker {
  #wanted = "";
  #timer = 0;

  constructor(place) {
    this.place = place;
  }

  // `isGood`: nothing is to be changed.
  say(text, isGood = false) {
    if (text === this.#wanted) return;
    this.#wanted = text;
    clearTimeout(this.#timer);
    if (text === this.place.textContent) return;
    this.#timer = setTimeout(() => {
      this.place.textContent = text;
      this.place.classList.toggle("met", isGood);
    }, STAYED);
  }
}
