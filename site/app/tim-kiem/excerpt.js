/**
 * A piece of a section's text with the found words marked.
 *
 * @typedef {{text: string, marked: boolean}} Piece
 * @typedef {{from: number, to: number, hit: boolean, on: boolean}} Token Where a word is in the text; `on` whether
 *   nothing but space is before it.
 * @import { Hit } from "./engine.js"
 * @import { Asked } from "./rank.js"
 */

import { WORD, plain, spelled } from "./fold.js";

const WORDS_SHOWN = 36;
const WORDS_BEFORE = 6;

/** A title whole, its found words marked. @param {string} text @param {Hit} hit */
export const marked = (text, hit) => pieces(text, tokens(text, hit), 0, text.length);

/**
 * Where most of the found words are close together.
 *
 * @param {string} text
 * @param {Hit} hit
 * @returns {Piece[]}
 */
export function excerpt(text, hit) {
  const all = tokens(text, hit);
  if (all.length <= WORDS_SHOWN) return pieces(text, all, 0, text.length);
  const start = begin(text, all, densest(all));
  const shown = all.slice(start, start + WORDS_SHOWN);
  const end = start + WORDS_SHOWN >= all.length ? text.length : shown[shown.length - 1].to;
  const from = start ? shown[0].from : 0;
  const told = pieces(text, shown, from, end);
  const dots = { text: "…", marked: false };
  return [...(from ? [dots] : []), ...told, ...(end < text.length ? [dots] : [])];
}

/** @param {string} text @param {Hit} hit @returns {Token[]} */
function tokens(text, hit) {
  let end = 0;
  const all = [...text.matchAll(WORD)].map(({ index: from, 0: word }) => {
    const found = hit.terms.has(plain(word)) && (!hit.asTyped || meant(word, hit.query));
    const on = !text.slice(end, from).trim();
    end = from + word.length;
    return { from, to: end, hit: found, on };
  });
  return hit.query.length > 1 ? together(all) : all;
}

/** Whether a word is one of the query's with its marks, or one typed without. @param {string} word @param {Asked[]} query */
function meant(word, query) {
  const alike = query.filter((each) => each.marked && each.plain === plain(word));
  return !alike.length || alike.some((each) => each.spelled === spelled(word));
}

/** Where found words are neighbours, those that stand alone say little. @param {Token[]} all */
function together(all) {
  const beside = all.map((token, at) => token.hit && Boolean((token.on && all[at - 1]?.hit) || (all[at + 1]?.on && all[at + 1].hit)));
  return beside.includes(true) ? all.map((token, at) => ({ ...token, hit: beside[at] })) : all;
}

/** The first word of the stretch that holds most of the found ones. @param {Token[]} all */
function densest(all) {
  const room = WORDS_SHOWN - WORDS_BEFORE;
  let [best, most] = [0, 0];
  all.forEach(({ hit }, at) => {
    const held = hit ? all.slice(at, at + room).filter((token) => token.hit).length : 0;
    if (held > most) [best, most] = [at, held];
  });
  return best;
}

/** Some words earlier, and no earlier than its sentence begins. @param {string} text @param {Token[]} all @param {number} at */
function begin(text, all, at) {
  const earliest = Math.max(0, Math.min(at - WORDS_BEFORE, all.length - WORDS_SHOWN));
  for (let start = Math.min(at, all.length - WORDS_SHOWN); start > earliest; start -= 1) {
    if (/[.!?:;·]\s/.test(text.slice(all[start - 1].to, all[start].from))) return start;
  }
  return earliest;
}

/** @param {string} text @param {Token[]} all @param {number} from @param {number} to @returns {Piece[]} */
function pieces(text, all, from, to) {
  /** @type {Piece[]} */
  const made = [];
  let at = from;
  for (const run of runs(all)) {
    made.push({ text: text.slice(at, run.from), marked: false }, { text: text.slice(run.from, run.to), marked: true });
    at = run.to;
  }
  made.push({ text: text.slice(at, to), marked: false });
  return made.filter((piece) => piece.text);
}

/** Neighbouring found words as one. @param {Token[]} all */
function runs(all) {
  /** @type {{from: number, to: number}[]} */
  const made = [];
  all.forEach((token, at) => {
    if (token.hit && token.on && all[at - 1]?.hit) made[made.length - 1].to = token.to;
    else if (token.hit) made.push({ from: token.from, to: token.to });
  });
  return made;
}
