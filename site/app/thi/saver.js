/** When to send checkpoints: after a moment of quiet, one at a time, always the newest. */

import { persist } from "./retry.js";

const QUIET = 2_000;
const LONGEST = 10_000;

export class Saver {
  #send;
  #missed;
  #timer = 0;
  #firstPoke = 0;
  #busy = false;
  #again = false;

  /** @param {() => Promise<unknown>} send sends what is newest when it is called
   *  @param {(n: number) => void} missed */
  constructor(send, missed) {
    this.#send = send;
    this.#missed = missed;
  }

  /** Something changed: send soon. Someone who never pauses is still saved now and then. */
  poke() {
    const now = performance.now();
    this.#firstPoke ||= now;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), Math.min(QUIET, this.#firstPoke + LONGEST - now));
  }

  /** Send at once, or right after the one that is under way. */
  async now() {
    clearTimeout(this.#timer);
    this.#firstPoke = 0;
    this.#again = true;
    if (this.#busy) return;
    this.#busy = true;
    while (this.#again) await this.#once();
    this.#busy = false;
  }

  async #once() {
    this.#again = false;
    await persist(this.#send, { missed: this.#missed });
  }

  /** Nothing more will be sent on a timer. */
  stop() {
    clearTimeout(this.#timer);
    this.#again = false;
  }
}
