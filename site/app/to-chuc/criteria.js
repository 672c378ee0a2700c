/** What decides an order, as people read it. No drawing here. */

/** @import { Candidate, Item } from "./types.d.ts" */

import { number, percent, second, span } from "./format.js";
import { words } from "./words.js";
import { draft as said } from "./words/draft.js";

/** Seconds are shown, milliseconds are kept: the words beside tell who was faster. @param {number | string} ms */
const duration = (ms) => span(Math.floor(Number(ms) / 1000)).replaceAll(" ", "\u00a0");
/** @param {number | string} ms */
const moment = (ms) => second(Number(ms)).replace("ngày ", "ngày\u00a0");
/** @param {number | string} n */
const plain = (n) => number(Number(n));

/** @type {Record<string, (value: number | string) => string>} */
const AS = {
  correct: plain,
  score: plain,
  duration,
  attempts_used: plain,
  prediction: plain,
  submitted_earlier: moment,
  registered_earlier: moment,
  lot: (hex) => `${String(hex).slice(0, 8)}…`,
};

/** A moment or a lot is told only where it was needed. @param {string} criterion @param {number | string | null | undefined} value */
export const valueOf = (criterion, value) => (value === null || value === undefined ? "–" : (AS[criterion] ?? String)(value));

const SHARES = ["participation_rate"];

/** @param {Candidate["criteria"][0]} of */
export function reached({ criterion, met, value }) {
  const told = value === null ? "" : SHARES.includes(criterion) ? percent(value) : number(value);
  return { told: told || (met === null ? words.unknown : ""), met };
}

/** The share that chose an option. @param {Item} item @param {number} n */
export const share = ({ seen }, n) => (seen ? n / seen : 0);

/** How much there is to look at: a wrong option ahead of the right answer, good contestants failing.
 *  @param {Item} item */
export function suspicion(item) {
  const wrong = item.chosen.filter((_, i) => !item.right.includes(i));
  const ahead = share(item, Math.max(0, ...wrong)) - share(item, item.right_count);
  const flagged = item.suspect ? 10 : 0;
  return flagged + Math.max(0, ahead) + Math.max(0, -(item.discrimination ?? 0));
}
