/**
 * How well a section answers a query, beyond how often its words occur.
 *
 * Vietnamese words are several syllables: «một cửa» is not «một» here and «cửa» there. So neighbours in the query
 * should be neighbours in the text. And who types marks means them.
 *
 * @typedef {{plain: string, spelled: string}} Line Words of a text between spaces: " mot cua ", also with marks.
 * @typedef {{plain: string, spelled: string, marked: boolean}} Asked A word of a query.
 * @typedef {{title: Line, text: Line, page: Line}} Lines A section's title and text, and the title of its page.
 */

import { plain, spelled, words } from "./fold.js";

const NEAR = 5;
const NEAR_IN_TITLE = 4;
const BEGINS_TITLE = 3;
const ALL_OF_TITLE = 3;

/** @param {string} text @returns {Line} */
export function line(text) {
  const all = words(text);
  return { plain: ` ${all.map(plain).join(" ")} `, spelled: ` ${all.map(spelled).join(" ")} ` };
}

/** @param {string[]} typed @returns {Asked[]} */
export const asked = (typed) =>
  typed.map((word) => ({ plain: plain(word), spelled: spelled(word), marked: spelled(word) !== plain(word) }));

/** Whether every word that was typed with marks is there with just these. @param {Asked[]} query @param {Lines} lines */
export function asTyped(query, { title, text, page }) {
  const all = title.spelled + text.spelled + page.spelled;
  return query.every((word) => !word.marked || all.includes(` ${word.spelled} `));
}

/**
 * By how much to multiply the score of a section that holds the words of a query.
 *
 * @param {Asked[]} query
 * @param {Lines} lines
 */
export function weight(query, lines) {
  const { title } = lines;
  const phrase = ` ${query.map((word) => word.plain).join(" ")} `;
  const begins = title.plain.startsWith(phrase) ? BEGINS_TITLE : 0;
  const whole = title.plain === phrase ? ALL_OF_TITLE : 0;
  return 1 + NEAR * near(query, lines) + NEAR_IN_TITLE * neighbours(query, title) + begins + whole;
}

/** Neighbours in the title or the text, whichever has more. @param {Asked[]} query @param {Lines} lines */
export const near = (query, { title, text }) => Math.max(neighbours(query, title), neighbours(query, text));

/**
 * The share of neighbouring words in the query that are neighbours in the text, too; half as much where the
 * marks are others. None for a single word.
 *
 * @param {Asked[]} query
 * @param {Line} line
 */
function neighbours(query, line) {
  const pairs = query.slice(1).map((word, at) => pair(query[at], word, line));
  return pairs.length ? sum(pairs) / pairs.length : 0;
}

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((all, each) => all + each, 0);

/** @param {Asked} a @param {Asked} b @param {Line} line */
function pair(a, b, line) {
  if (!line.plain.includes(` ${a.plain} ${b.plain} `)) return 0;
  const marked = a.marked && b.marked;
  return !marked || line.spelled.includes(` ${a.spelled} ${b.spelled} `) ? 1 : 0.5;
}

/**
 * Whether the last word may stand for the beginning of one: when it goes on from the word before it, or no word of
 * the site is spelled so.
 *
 * @param {Asked[]} query
 * @param {Lines} lines
 * @param {ReadonlySet<string>} known All words of the site, without marks.
 */
export function endsWell(query, { title, text, page }, known) {
  const last = query[query.length - 1];
  const all = title.plain + text.plain + page.plain;
  if (!known.has(last.plain) || all.includes(` ${last.plain} `)) return true;
  const before = query[query.length - 2];
  return before !== undefined && all.includes(` ${before.plain} ${last.plain}`);
}
