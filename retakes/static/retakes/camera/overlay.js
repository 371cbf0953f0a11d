// What is drawn over the video: the outline's colour, the level through the eyes, what is right.

const LEVEL = 3; // degrees

export class Overlay {
  #mirrored = true;

  constructor(place) {
    this.place = place;
    this.frame = place.querySelector("#frame");
    this.level = place.querySelector("#level");
    this.topics = [...place.querySelectorAll("[data-topic]")];
  }

  set mirrored(yes) {
    this.#mirrored = yes;
    this.frame.classList.toggle("mirrored", yes);
  }

  // The frame is as wide and high as the video; the outline stands in its middle square.
  fit(video) {
    this.wide = video.videoWidth / video.videoHeight;
    this.frame.style.setProperty("--ratio", this.wide);
  }

  clear() {
    this.draw({ hints: [], eyes: null }, false);
  }

  draw(answer, isRight) {
    this.place.classList.toggle("met", isRight);
    const told = new Map(answer.hints.map((hint) => [hint.topic, hint.met]));
    for (const topic of this.topics) {
      const met = told.get(topic.dataset.topic) ?? false;
      topic.classList.toggle("met", met);
      const { yes, no } = topic.parentElement.dataset;
      topic.querySelector("span").textContent = met ? yes : no;
    }
    this.#drawLevel(answer.eyes);
  }

  #drawLevel(eyes) {
    this.level.classList.toggle("known", Boolean(eyes));
    if (!eyes) return;
    const [[x, y], [u, v]] = eyes.map((eye) => this.#inSquare(eye)).sort((a, b) => a[0] - b[0]);
    const turn = (Math.atan2(v - y, u - x) * 180) / Math.PI;
    this.level.classList.toggle("flat", Math.abs(turn) <= LEVEL);
    this.level.style.transform = `translate(${(x + u) / 2}px, ${(y + v) / 2}px) rotate(${turn}deg)`;
  }

  // A place in shares of the frame, as units of the drawing: 100 to the shorter side.
  #inSquare([across, down]) {
    const x = this.#mirrored ? 1 - across : across;
    const [width, height] = this.wide > 1 ? [this.wide, 1] : [1, 1 / this.wide];
    return [50 + (x - 0.5) * 100 * width, 50 + (down - 0.5) * 100 * height];
  }
}
