/** The tiny public status file, looked at now and then (R26): announcements and moved times. */

/** @import { Status } from "./types.d.ts" */

import { read } from "./api.js";

const SOONEST = 30_000;
const SPREAD = 30_000;

/** Every 30 to 60 seconds while the page is seen; a file that can't be had changes nothing.
 *  @param {(status: Status) => void} heard */
export function watchStatus(heard) {
  const look = async () => {
    if (!document.hidden) await read("/status.json").then(heard, () => {});
    setTimeout(look, SOONEST + Math.random() * SPREAD);
  };
  void look();
}

/** What would be different for a contestant if it changed. @param {Status} status */
export const timesOf = (status) => JSON.stringify(status.rounds.map((r) => [r.id, r.state, r.opens_at, r.closes_at]));
