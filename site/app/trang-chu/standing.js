/**
 * Where the contest stands at a moment, and how long until the next thing. No page in here.
 *
 * @import { Round } from "../shared/live.js"
 *
 * @typedef {{id: string, kind: string, title: string, opens_at: string, closes_at: string}} Built A round as the page was built with it.
 * @typedef {{words: string, until: number | null, door: "exam" | "rehearsal" | "practice" | "results"}} Standing
 */

const OPEN = new Set(["open", "grace"]);
const TOLD = new Set(["published", "corrected"]);

/**
 * What matters most right now: an official round that is open, else the next one, else what came of them.
 *
 * @param {Built[]} built
 * @param {Round[]} live What the server says of the same rounds; their times may have been moved.
 * @param {number} now
 * @returns {Standing}
 */
export function standing(built, live, now) {
  const said = new Map(live.map((round) => [round.id, round]));
  const rounds = built.map((round) => ({ ...round, state: stateOf(round, now), ...said.get(round.id) }));
  const official = rounds.filter((round) => round.kind === "official");
  const open = soonest(official.filter((round) => OPEN.has(round.state)), "closes_at");
  if (open) return { words: `${open.title} đang mở, còn`, until: Date.parse(open.closes_at), door: "exam" };
  const next = soonest(official.filter((round) => round.state === "planned"), "opens_at");
  const rehearsal = rounds.some((round) => round.kind === "rehearsal" && OPEN.has(round.state));
  if (next) {
    return { words: `${next.title} mở sau`, until: Date.parse(next.opens_at), door: rehearsal ? "rehearsal" : "practice" };
  }
  const told = official.some((round) => TOLD.has(round.state));
  const words = told ? "Cuộc thi đã kết thúc, kết quả đã được công bố." : "Các đợt thi đã kết thúc. Kết quả sẽ được công bố trên trang này.";
  return { words, until: null, door: told ? "results" : "practice" };
}

/** @param {Built} round @param {number} now */
function stateOf(round, now) {
  if (now < Date.parse(round.opens_at)) return "planned";
  return now < Date.parse(round.closes_at) ? "open" : "closed";
}

/**
 * @template {Built} R
 * @param {R[]} rounds
 * @param {"opens_at" | "closes_at"} by
 */
function soonest(rounds, by) {
  return [...rounds].sort((a, b) => Date.parse(a[by]) - Date.parse(b[by]))[0];
}

/**
 * How long, as two steps of numbers and units: days and hours, hours and minutes, minutes and seconds.
 *
 * @param {number} ms
 * @returns {[number, string][]}
 */
export function howLong(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours >= 24) return [[Math.floor(hours / 24), "ngày"], [hours % 24, "giờ"]];
  if (hours) return [[hours, "giờ"], [minutes % 60, "phút"]];
  return [[minutes, "phút"], [seconds % 60, "giây"]];
}
