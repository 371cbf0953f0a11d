// Sends small frames of a video to be looked at: never two at once, not more than two a second,
// and fewer where the server is slow or says so.

const EVERY = 500; // ms from one frame to the next
const SHARE = 0.5; // of the time that an answer may take up
const SLOW = 4000; // ms without an answer, after which the page says so
const GIVEN_UP = 15000; // ms
const LONGEST_WAIT = 8000; // ms, after refusals and breaks
const QUALITY = 0.7; // of the JPEG
const OVER = new Set([403, 404, 410]); // the link has ended

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class Asker {
  #run = 0;
  #canvas = document.createElement("canvas");

  // `told` has heard(answer, when the frame was taken) and waiting("slow" or "gone").
  constructor(video, address, longest, told) {
    Object.assign(this, { video, address, longest, told });
  }

  stop() {
    this.#run += 1;
  }

  async start() {
    this.#run += 1;
    const run = this.#run;
    const isOn = () => run === this.#run;
    let wait = EVERY;
    while (isOn()) {
      const began = performance.now();
      const late = setTimeout(() => isOn() && this.told.waiting("slow"), SLOW);
      const got = document.hidden ? {} : await this.#ask().catch(() => ({ failed: true }));
      clearTimeout(late);
      if (!isOn()) return;
      if (got.answer) this.told.heard(got.answer, began);
      if (got.over || got.failed) this.told.waiting("gone");
      if (got.over) return;
      const took = performance.now() - began;
      wait = got.failed || got.after
        ? Math.min(Math.max(2 * wait, 1000 * (got.after ?? 0)), LONGEST_WAIT)
        : Math.max(EVERY - took, (took / SHARE) - took, 0);
      if (got.after && wait >= SLOW) this.told.waiting("slow");
      await pause(wait);
      wait = Math.max(wait, EVERY);
    }
  }

  async #ask() {
    const frame = await this.#frame();
    if (!frame) return {};
    const longer = Math.max(this.video.videoWidth, this.video.videoHeight);
    const response = await fetch(`${this.address}?of=${longer}`, {
      method: "POST",
      body: frame,
      headers: { "Content-Type": "image/jpeg" },
      signal: AbortSignal.timeout(GIVEN_UP),
    });
    if (response.ok) return { answer: await response.json() };
    if (OVER.has(response.status)) return { over: true };
    return { after: Number(response.headers.get("Retry-After")) || 1 };
  }

  #frame() {
    const { videoWidth: width, videoHeight: height } = this.video;
    if (!width) return null;
    const shrink = Math.min(1, this.longest / Math.max(width, height));
    this.#canvas.width = Math.round(width * shrink);
    this.#canvas.height = Math.round(height * shrink);
    const { canvas } = this.#canvas.getContext("2d");
    this.#canvas.getContext("2d").drawImage(this.video, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  }
}
