/**
 * What the material tells, read from the public files. No page and no drawing in here.
 *
 * @typedef {{id: string, name: string, level: string, parent: string | null}} Agency
 *
 * @typedef {object} Round
 * @property {string} id
 * @property {"rehearsal" | "official"} kind
 * @property {string} title
 * @property {string} opens_at
 * @property {string} closes_at
 * @property {number} questions
 * @property {number} duration_s
 * @property {number} attempts
 *
 * @typedef {{contest: {name: string, short_name: string}, rounds: Round[], agencies: Agency[], groups: {levels: string[]}[]}} Contest
 *
 * @typedef {{organizer: string, plan: string, address: string}} Holder What the page itself was built with.
 *
 * @typedef {object} Facts
 * @property {string} key For names of files: the agency's id, or "chung".
 * @property {string} by Who invites: the agency, or who holds the contest.
 * @property {string} invited Who is asked to come.
 * @property {boolean} preset Whether the link brings an agency along.
 * @property {string} name The contest's.
 * @property {string} plan The plan it rests on.
 * @property {Round[]} rounds Those that count, in order of time.
 * @property {Round[]} rehearsals
 * @property {string} address Of the site, with a slash at the end.
 * @property {string} shown The same as people read it.
 * @property {string} link Where to sit the contest.
 */

import { time } from "../tham-gia/figures.js";

/** Of the address, here and in the exam room. */
export const ASKED = "co-quan";

/**
 * The contest, its rounds as last moved. Without the status file they are told as they were built.
 *
 * @returns {Promise<Contest>}
 * @throws {Error} When the contest's file can't be had.
 */
export async function fetchContest() {
  const [contest, status] = await Promise.all([read("/contest.json"), read("/status.json").catch(() => ({ rounds: [] }))]);
  const now = new Map(status.rounds.map((/** @type {Round} */ round) => [round.id, round]));
  const rounds = contest.rounds.map((/** @type {Round} */ round) => moved(round, now.get(round.id)));
  return { ...contest, rounds };
}

/** @param {string} path */
async function read(path) {
  const response = await fetch(path, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** @param {Round} round @param {Round | undefined} now @returns {Round} */
const moved = (round, now) => (now ? { ...round, opens_at: now.opens_at, closes_at: now.closes_at } : round);

/** Where the agency lies: communes of two districts may share a name. @param {Agency[]} agencies @param {Agency} agency */
export function fullName(agencies, agency) {
  const parent = agency.level === "commune" && agencies.find((each) => each.id === agency.parent);
  return parent ? `${agency.name}, ${parent.name.replace(/^UBND /, "")}` : agency.name;
}

/**
 * @param {Contest} contest
 * @param {Holder} holder
 * @param {Agency | null} agency Null: for the whole contest.
 * @returns {Facts}
 */
export function factsOf(contest, holder, agency) {
  const address = holder.address || `${location.origin}/`;
  const rounds = [...contest.rounds].sort((a, b) => Date.parse(a.opens_at) - Date.parse(b.opens_at));
  return {
    key: agency?.id ?? "chung",
    by: agency ? fullName(contest.agencies, agency) : holder.organizer,
    invited: `mời cán bộ, công chức, viên chức, người lao động${people(contest, agency)} tham gia`,
    preset: Boolean(agency),
    name: contest.contest.name,
    plan: holder.plan,
    rounds: rounds.filter((round) => round.kind === "official"),
    rehearsals: rounds.filter((round) => round.kind === "rehearsal"),
    address,
    shown: address.replace(/^https?:\/\//, "").replace(/\/$/, ""),
    link: `${address}thi/${agency ? `?${ASKED}=${encodeURIComponent(agency.id)}` : ""}`,
  };
}

/** "07/11/2023" in Vietnam. @param {string} at */
export const day = (at) => time(at).slice(-10);

/** Citizens are asked by those who have them, if they may come at all. @param {Contest} contest @param {Agency | null} agency */
function people({ groups }, agency) {
  const may = groups.some((group) => !group.levels.length);
  const has = !agency || ["district", "commune"].includes(agency.level);
  return may && has ? " và Nhân dân trên địa bàn" : "";
}
