/**
 * Time as the server tells it (R4, R7). The device's own clock is never read: between two answers of the
 * server the browser's monotonic counter does the counting, and nobody can turn that back.
 */

/** Seconds left of an attempt. */
export class Countdown {
  /** @type {number | null} the counter's value when time is up */
  #end = null;

  /**
   * The number was true at some moment between asking and arrival, so the end lies between those two.
   * An estimate already inside is kept; one outside (slow answer, sleeping device, extension) moves in.
   * @param {number} remaining_s
   * @param {number} asked the counter when the question was sent
   */
  sync(remaining_s, asked) {
    const earliest = asked + remaining_s * 1000;
    const latest = performance.now() + remaining_s * 1000;
    this.#end = Math.min(latest, Math.max(earliest, this.#end ?? latest));
  }

  /** @returns {number | null} null until the server has spoken */
  get left() {
    return this.#end === null ? null : Math.max(0, (this.#end - performance.now()) / 1000);
  }
}

/** The server's time of day, for the lobby. */
export class ServerClock {
  #ahead = 0;

  /** @param {string} now the server's time as it just arrived */
  sync(now) {
    this.#ahead = Date.parse(now) - performance.now();
  }

  /** Milliseconds since 1970, comparable with `Date.parse` of the contest's times. */
  get now() {
    return performance.now() + this.#ahead;
  }
}

const shape = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Ho_Chi_Minh",
  dateStyle: "short",
  timeStyle: "medium",
});

/**
 * "08:00, 07/11/2023": wherever the device is. The words "giờ Việt Nam" are put beside it by the caller.
 * @param {string | number} moment
 */
export function vietnamTime(moment) {
  const [day, time] = shape.format(new Date(moment)).split(", ");
  return `${time.slice(0, 5)}, ${day}`;
}
