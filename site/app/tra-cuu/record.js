/**
 * The public record, as far as one candidate code needs it. Only the shards that begin like the code are
 * fetched; the code itself goes nowhere. The files are described in docs/record-format.md.
 *
 * @typedef {[number, string, (number | string | null)[], string, string | null]} RankRow
 * @typedef {[number, string, string, string, number, number | null, string]} Sheet
 *   number, how it ended, edition, paper, ms, prediction, answers
 * @typedef {{question: string, action: "void" | "accept" | "key", options: number[], reason: string}} Correction
 * @typedef {{number: number, at: string, manifest: string, reason: string}} Entry
 * @typedef {{number: number, at: string, rounds: string[], rankings: string[], corrections: Correction[],
 *   files: Record<string, {sha256: string, bytes: number}>}} Manifest
 * @typedef {{id: string, title: string, points_per_question: number,
 *   attempts: {counted: string, answer_all: boolean}}} Round
 * @typedef {{contest: {id: string, name: string, organizer: string}, rounds: Round[],
 *   awards: {rankings: {id: string, title: string, tie_break: string[], rounds: string[]}[]}}} Rules
 * @typedef {{topic: string, type: string, stem: string, options: string[], right: number[], explanation: string}} Question
 * @typedef {{questions: Record<string, Question>, papers: {paper: string, questions: [string, string][]}[]}} Edition
 * @typedef {{ranking: string, title: string, chain: string[], row: RankRow, before: number | null | undefined}} Ranked
 * @typedef {{round: Round, begun: number, sheets: Sheet[]}} Entered
 * @typedef {{code: string, result: Entry, manifest: Manifest, rules: Rules, out: string | null,
 *   ranked: Ranked[], entered: Entered[]}} Found
 */

/** What isn't there, as opposed to what can't be reached. */
export class Missing extends Error {}

/**
 * @param {string} path
 * @returns {Promise<any>}
 */
async function read(path) {
  const response = await fetch(`/ho-so/${path}`, { cache: "no-cache" });
  if (response.status === 404 || response.status === 403) throw new Missing(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** @returns {Promise<Entry | null>} The result in force; null before anything is published. */
export async function latest() {
  const index = await read("muc-luc.json").catch(absent);
  return index?.results.at(-1) ?? null;
}

/** @param {unknown} error */
function absent(error) {
  if (error instanceof Missing) return null;
  throw error;
}

/**
 * Everything the result in force says about a code.
 *
 * @param {string} code
 * @param {Entry} result
 * @returns {Promise<Found>}
 */
export async function find(code, result) {
  const n = result.number;
  /** @type {[Manifest, Rules, {out: [string, string][]}]} */
  const [manifest, rules, { out }] = await Promise.all([read(`${n}/ho-so.json`), read(`${n}/the-le.json`), read(`${n}/loai.json`)]);
  const changes = manifest.files[`${n}/thay-doi.json`] ? await read(`${n}/thay-doi.json`) : null;
  const ranked = await Promise.all(manifest.rankings.map((id) => rankedIn(id, code, manifest, rules, changes)));
  const entered = await Promise.all(manifest.rounds.map((id) => enteredIn(id, code, manifest, rules)));
  return {
    code,
    result,
    manifest,
    rules,
    out: out.find(([each]) => each === code)?.[1] ?? null,
    ranked: ranked.filter((each) => each !== null),
    entered: entered.filter((each) => each !== null),
  };
}

/**
 * @param {string} id @param {string} code @param {Manifest} manifest @param {Rules} rules
 * @param {{ranks: [string, string, number | null, number | null][]} | null} changes
 * @returns {Promise<Ranked | null>}
 */
async function rankedIn(id, code, manifest, rules, changes) {
  const folder = `${manifest.number}/xep-hang/${id}/`;
  const path = [code.slice(0, 2), code.slice(0, 1), "tat-ca"].map((name) => `${folder}${name}.json`).find((each) => manifest.files[each]);
  if (!path) return null;
  /** @type {{rows: RankRow[]}} */
  const shard = await read(path);
  const row = shard.rows.find((each) => each[1] === code);
  const ranking = rules.awards.rankings.find((each) => each.id === id);
  if (!row || !ranking) return null;
  const moved = changes?.ranks.find((each) => each[0] === id && each[1] === code);
  return { ranking: id, title: ranking.title, chain: ranking.tie_break, row, before: moved?.[2] };
}

/**
 * @param {string} id @param {string} code @param {Manifest} manifest @param {Rules} rules
 * @returns {Promise<Entered | null>}
 */
async function enteredIn(id, code, manifest, rules) {
  const round = rules.rounds.find((each) => each.id === id);
  const row = (await sheetShard(id, code, manifest))?.rows.find((each) => each[0] === code);
  return row && round ? { round, begun: row[1], sheets: row[2] } : null;
}

/**
 * The shard of answer sheets that a code is in: its folder is what the codes in it begin with.
 *
 * @param {string} round @param {string} code @param {Manifest} manifest
 * @returns {Promise<{shard: string, rows: [string, number, Sheet[]][]} | null>}
 */
async function sheetShard(round, code, manifest) {
  const folders = [0, 1, 2].map((length) => `bai-lam/${round}/${code.slice(0, length) || "tat-ca"}/`);
  const path = Object.keys(manifest.files).find((each) => folders.some((folder) => each.startsWith(folder)));
  return path ? read(path) : null;
}

/** @param {string} edition @returns {Promise<Edition>} */
export const openedEdition = (edition) => read(`bo-de/${edition}.json`);
