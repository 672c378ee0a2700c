/**
 * Searching the index of the site's pages. MiniSearch finds the sections that hold the words, without marks;
 * `rank.js` says which of them come first.
 *
 * @typedef {{pages: [address: string, title: string, way: string[], lang: string][],
 *   sections: [page: number, anchor: string, title: string, text: string][]}} Index As `search_index.py` writes it.
 * @typedef {{address: string, title: string, way: string[], lang: string}} Page
 * @typedef {{id: number, page: Page, anchor: string, title: string, text: string, lines: Lines}} Section
 * @typedef {{section: Section, query: Asked[], terms: Set<string>, asTyped: boolean, near: boolean, score: number}} Hit
 *   `terms` are the words found, without marks; `near` whether any of them are neighbours, as in the query.
 * @typedef {{page: Page, hits: Hit[]}} Group Sections of one page, the best first.
 * @typedef {"all" | "similar" | "some"} Care Whether all words were found, similar ones, or only some of them.
 * @typedef {{groups: Group[], count: number, care: Care}} Answer
 * @import { Asked, Lines } from "./rank.js"
 * @import { Options, Result } from "../shared/vendor/minisearch.js"
 */

import MiniSearch from "../shared/vendor/minisearch.js";
import { variants } from "./variants.js";
import { plain, words } from "./fold.js";
import { asTyped, asked, endsWell, line, near, weight } from "./rank.js";

const BOOST = { title: 4, page: 2, text: 1 };
const OTHER_LANGUAGE = 0.2; // of the score: queries are Vietnamese, or names that both languages use
const SHORTEST_TYPO = 4; // shorter syllables are all alike without their marks
const SHORTEST_BEGINNING = 2;

/** @param {Index} index */
export function makeEngine(index) {
  const sections = read(index);
  const mini = new MiniSearch({
    fields: Object.keys(BOOST),
    tokenize: (text) => words(text).map(plain),
    processTerm: (term) => term,
  });
  mini.addAll(sections.map(({ id, title, text, page }) => ({ id, title, text, page: [...page.way, page.title].join(" ") })));
  const known = new Set(sections.flatMap(({ lines }) => [lines.title, lines.text, lines.page]).flatMap((each) => each.plain.split(" ")));

  /** @param {string} typed @returns {Answer} */
  function search(typed) {
    const queries = variants(words(typed).slice(0, 20));
    for (const care of /** @type {Care[]} */ (["all", "similar", "some"])) {
      const hits = best(queries.flatMap((query) => hitsOf(query, care)));
      if (hits.length) return { groups: grouped(hits), count: hits.length, care };
    }
    return { groups: [], count: 0, care: "all" };
  }

  /** @param {string[]} typed @param {Care} care @returns {Hit[]} */
  function hitsOf(typed, care) {
    const query = asked(typed);
    const found = mini.search(typed.join(" "), options(care, known));
    return found
      .filter((result) => owns(result) && enough(result, query, care))
      .map((result) => hit(sections[result.id], query, result))
      .filter(({ section }) => endsWell(query, section.lines, known));
  }

  return { search };
}

/** @param {Index} index @returns {Section[]} */
function read({ pages, sections }) {
  const all = pages.map(([address, title, way, lang]) => ({ address, title, way, lang }));
  const lines = all.map(({ way, title }) => line([...way, title].join(" ")));
  return sections.map(([page, anchor, title, text], id) => (
    { id, page: all[page], anchor, title, text, lines: { title: line(title), text: line(text), page: lines[page] } }
  ));
}

/** @param {Care} care @param {ReadonlySet<string>} known @returns {Options} */
const options = (care, known) => ({
  combineWith: care === "some" ? "OR" : "AND",
  prefix: (term, at, terms) => at === terms.length - 1 && term.length >= SHORTEST_BEGINNING,
  // A word that the site knows is no typing mistake.
  fuzzy: (term) => care !== "all" && !known.has(term) && term.length >= SHORTEST_TYPO && 1,
  boost: BOOST,
});

/** Whether a section says anything of it itself, rather than lying on a page with such a title. @param {Result} result */
const owns = ({ match }) => Object.values(match).some((fields) => fields.some((field) => field !== "page"));

/** Whether at least half of the words are there. @param {Result} result @param {Asked[]} query @param {Care} care */
const enough = ({ queryTerms }, query, care) =>
  care !== "some" || 2 * new Set(queryTerms).size >= new Set(query.map((word) => word.plain)).size;

/** @param {Section} section @param {Asked[]} query @param {Result} result @returns {Hit} */
const hit = (section, query, result) => ({
  section,
  query,
  terms: found(query, section.lines, Object.keys(result.match)),
  asTyped: asTyped(query, section.lines),
  near: query.length < 2 || near(query, section.lines) > 0,
  score: result.score * weight(query, section.lines) * (section.page.lang === "vi" ? 1 : OTHER_LANGUAGE),
});

/**
 * The words found; without those that only begin with the last one, where that is there itself.
 *
 * @param {Asked[]} query
 * @param {Lines} lines
 * @param {string[]} terms
 */
function found(query, { title, text }, terms) {
  const last = query[query.length - 1].plain;
  const whole = (title.plain + text.plain).includes(` ${last} `);
  const meant = new Set(query.map((word) => word.plain));
  return new Set(terms.filter((term) => !whole || meant.has(term) || !term.startsWith(last)));
}

/**
 * Each section once, as its best; what is spelled as typed before what isn't. Other words that lie about apart («một»
 * and «của» for «một cửa») are left out where there is anything better.
 *
 * @param {Hit[]} hits
 */
function best(hits) {
  const sorted = hits.sort((a, b) => Number(b.asTyped) - Number(a.asTyped) || b.score - a.score);
  const seen = new Set();
  const once = sorted.filter(({ section }) => !seen.has(section.id) && seen.add(section.id));
  return once[0]?.asTyped ? once.filter((each) => each.asTyped || each.near) : once;
}

/** @param {Hit[]} hits The best first. @returns {Group[]} */
function grouped(hits) {
  /** @type {Map<Page, Group>} */
  const groups = new Map();
  for (const each of hits) {
    const { page } = each.section;
    const group = groups.get(page) ?? { page, hits: [] };
    group.hits.push(each);
    groups.set(page, group);
  }
  return [...groups.values()];
}
