/** The tiny public status file, looked at now and then (R26): announcements and moved times. */

/** @import { Round, Status } from "./types.d.ts" */

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

/** What would be different for a contestant if it changed; minutes that were added show in no time of a round.
 *  @param {Status} status */
export const timesOf = (status) =>
  JSON.stringify(status.rounds.map((r) => [r.id, r.state, r.opens_at, r.closes_at, r.adjusted_at ?? null]));

/** The rounds with their times as last moved. @param {Round[]} rounds @param {Status} status @returns {Round[]} */
export function asMoved(rounds, status) {
  const told = new Map(status.rounds.map(({ id, opens_at, closes_at }) => [id, { opens_at, closes_at }]));
  return rounds.map((round) => ({ ...round, ...told.get(round.id) }));
}
