/** How results stand: what is under way, and what comes next in one sentence. No drawing here. */

/** @import { DraftState, Phase, ResultDraft, ResultRound, Results } from "./types.d.ts" */

import { spokenTime } from "./format.js";
import { results as said } from "./words/results.js";

/** @type {Phase[]} */
const ALL = ["planned", "open", "grace", "closed", "ranked", "published", "corrected"];
const UNRANKED = ALL.slice(0, 4);

/** The line a round goes along. @param {ResultRound} round */
export const steps = ({ kind }) => (kind === "rehearsal" ? UNRANKED : ALL);

/** What has to be done next for a round. @param {ResultRound} round */
export function next(round) {
  if (round.phase === "planned") return said.todo.planned(spokenTime(round.opens_at));
  if (round.phase === "open") return said.todo.open(spokenTime(round.closes_at));
  if (round.phase === "grace") return said.todo.grace();
  if (round.todo) return round.todo;
  if (round.kind === "rehearsal") return said.todo.rehearsal();
  if (round.phase === "closed" && !round.ready) return said.todo.waiting();
  return said.todo[round.phase]();
}

/** @type {DraftState[]} */
const BUSY = ["waiting", "running", "publishing"];

/** Whether the clerk is at work on it. @param {ResultDraft | null | undefined} draft */
export const busy = (draft) => Boolean(draft && BUSY.includes(draft.state));

/** Whether there is something in it to be read. @param {ResultDraft | null} draft @returns {draft is ResultDraft} */
export const readable = (draft) => Boolean(draft && ["ready", "publishing", "published"].includes(draft.state));

/** Whether a result can be worked out now. @param {Results} now */
export const mayRank = (now) => now.rounds.some((round) => round.ready) && !busy(now.draft);

/** Whether what comes next mends a published result, rather than telling of a further round. @param {Results} now */
export const corrects = (now) => now.published.length > 0 && !now.rounds.some((round) => round.ready && ["closed", "ranked"].includes(round.phase));

/** Beginning and end of a digest: enough to tell two apart at a glance. @param {string | null} digest */
export const short = (digest) => (digest ? `${digest.slice(0, 4)} ${digest.slice(4, 8)} … ${digest.slice(-4)}` : "–");
