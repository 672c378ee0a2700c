/** What an adjustment of a round would do, said before it is done. No drawing here. */

/** @import { RoundFigures } from "./types.d.ts" */

import { fieldMoment, spokenTime } from "./format.js";
import { rounds as said } from "./words/work.js";

/** @typedef {{minutes: string, opens: string, closes: string}} Draft as typed in */

/** @type {Draft} */
export const BLANK = { minutes: "", opens: "", closes: "" };

const MOST_MINUTES = 240;

/** As the API wants it. @param {Draft} draft */
export const asked = (draft) => ({
  opens_at: fieldMoment(draft.opens),
  closes_at: fieldMoment(draft.closes),
  add_minutes: Number(draft.minutes || 0),
});

/** Why it can't be sent like this, if so. @param {Draft} draft @param {RoundFigures} round */
export function amiss(draft, round) {
  const { opens_at, closes_at, add_minutes } = asked(draft);
  if (!Number.isInteger(add_minutes) || add_minutes < 0 || add_minutes > MOST_MINUTES) return said.tooMany;
  if (!opens_at && !closes_at && !add_minutes) return said.noChange;
  const [opens, closes] = [opens_at ?? round.opens_at, closes_at ?? round.closes_at];
  return Date.parse(closes) <= Date.parse(opens) ? said.backwards : null;
}

/** What will happen and to whom, a sentence each. @param {Draft} draft @param {RoundFigures} round */
export function consequences(draft, round) {
  const { opens_at, closes_at, add_minutes } = asked(draft);
  const later = closes_at && Date.parse(closes_at) > Date.parse(round.closes_at);
  return [
    add_minutes > 0 && said.adds(round.inside, add_minutes),
    opens_at && said.opensFrom(spokenTime(round.opens_at), spokenTime(opens_at)),
    closes_at && said.closesFrom(spokenTime(round.closes_at), spokenTime(closes_at)),
    closes_at && (later ? said.longer : said.keeps(round.inside)),
  ].filter(Boolean);
}
