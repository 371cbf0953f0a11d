// Asks the API, and the page for its tokens.

const TOKEN_MARGIN = 30_000; // ms before its end in which a token is no longer used

/** An answer other than 2xx; `status` is HTTP's. */
export class Refusal extends Error {
  constructor(status) {
    super(`The answer was ${status}.`);
    this.status = status;
  }
}

/** Reads JSON below `base` with a token: `token` as it is now, or one that `tokenSource` gives. */
export class Client {
  #held = { until: 0 }; // of tokenSource: { asked: Promise of a token, token, until: ms }

  constructor(base, tokenSource) {
    this.base = new URL(base, document.baseURI);
    if (!this.base.pathname.endsWith("/")) this.base.pathname += "/";
    this.tokenSource = tokenSource && new URL(tokenSource, document.baseURI);
    this.token = undefined;
  }

  /** The JSON at `path`; asks once more where the token was refused and there is a newer one. */
  async get(path, signal) {
    const token = await this.#tokenNow();
    let answer = await this.#ask(path, token, signal);
    if (answer.status === 401) {
      const newer = await this.#tokenNow(token);
      if (newer !== token) answer = await this.#ask(path, newer, signal);
    }
    if (!answer.ok) throw new Refusal(answer.status);
    return answer.json();
  }

  /** A page of a list, with `next` as a path for `get`: only what follows the question mark
      of the API's own address counts, so that a proxy may stand in front of it. */
  async page(list, query, signal) {
    const { results, next } = await this.get(`${list}${query}`, signal);
    return { results, next: next && new URL(next, this.base).search };
  }

  #ask(path, token, signal) {
    const headers = { Accept: "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
    return fetch(new URL(path, this.base), { headers, signal });
  }

  #tokenNow(refused) {
    if (!this.tokenSource) return this.token;
    if (Date.now() >= this.#held.until || (refused && refused === this.#held.token)) {
      this.#held = { until: Infinity };
      this.#held.asked = this.#newToken(this.#held);
    }
    return this.#held.asked;
  }

  async #newToken(held) {
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(this.tokenSource, { cache: "no-store", headers });
      if (!answer.ok) throw new Refusal(answer.status);
      const { token, expires_at: end } = await answer.json();
      Object.assign(held, { token, until: Date.parse(end) - TOKEN_MARGIN });
      return token;
    } catch (error) {
      held.until = 0; // so that the next request asks anew
      throw error;
    }
  }
}
