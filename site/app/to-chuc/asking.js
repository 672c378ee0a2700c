/** What somebody asks for when a result is to be worked out, kept while they go to and fro. No drawing here. */

/** @import { Correction, Item, Results } from "./types.d.ts" */

import { fold } from "./format.js";
import { state } from "./state.js";
import { form as said } from "./words/draft.js";

/** @typedef {Correction & {key: number}} Typed a correction as it is being typed */
/** @typedef {{reason: string, lot: string, corrections: Typed[]}} Asked */
/** @typedef {{reason?: string, corrections: Record<number, {question?: string, options?: string, reason?: string}>}} Amiss */

/** What has been typed and has not become a draft yet. @type {{by?: string, asked: Asked} | null} */
let typed = null;
let keys = 0;

/** @param {Asked | null} asked */
export const keep = (asked) => (typed = asked && { by: state.me?.username, asked });

/** Nobody finds what somebody else has typed. */
export const kept = () => (typed?.by === state.me?.username ? typed?.asked : undefined);

/** @param {Partial<Correction>} [of] @returns {Typed} */
export const correction = (of = {}) => ({ question: "", action: "void", options: [], reason: "", ...of, key: ++keys });

/** What a new request begins with: what was typed before, a draft that came to nothing yet, or what stands.
 *  @param {Results} now @returns {Asked} */
export function begin({ draft, published }) {
  const mine = kept();
  if (mine) return mine;
  const before = draft?.state === "published" ? null : draft;
  const standing = before?.corrections ?? published.at(-1)?.corrections ?? [];
  return { reason: before?.reason ?? "", lot: fixedLot(published) ?? draft?.lot ?? "", corrections: standing.map(correction) };
}

/** The lot of what is published, which stays. @param {Results["published"]} published */
export const fixedLot = (published) => published.at(-1)?.lot ?? null;

/** The same with one more question. @param {Asked} asked @param {string} question @returns {Asked} */
export function about(asked, question) {
  if (asked.corrections.some((each) => each.question === question)) return asked;
  return { ...asked, corrections: [...asked.corrections, correction({ question })] };
}

/** Each question once, though several rounds may have had it. @param {Results} now @returns {Item[]} */
export function questions({ draft }) {
  return [...new Map((draft?.items ?? []).map((item) => [item.question, item])).values()];
}

/** @param {Item[]} items @param {string} text */
export function search(items, text) {
  const parts = fold(text).split(/\s+/).filter(Boolean);
  return items.filter((item) => {
    const all = fold(`${item.question} ${item.stem}`);
    return parts.every((part) => all.includes(part));
  });
}

/** @param {Typed} each @param {Item | undefined} item */
function amissOptions({ action, options }, item) {
  if (action === "void") return undefined;
  if (!options.length) return said.optionsMissing;
  return action === "key" && item?.type === "single" && options.length > 1 ? said.oneOnly : undefined;
}

/** @param {Typed} each @param {Item[]} items */
function amissIn(each, items) {
  const item = items.find(({ question }) => question === each.question);
  return {
    question: each.question ? undefined : said.noQuestion,
    options: each.question ? amissOptions(each, item) : undefined,
    reason: each.reason.trim() ? undefined : said.whyMissing,
  };
}

/** What is not in order yet; null if all is. @param {Asked} asked @param {Results} now @returns {Amiss | null} */
export function amiss(asked, now) {
  const items = questions(now);
  const each = asked.corrections.map((one) => /** @type {const} */ ([one.key, amissIn(one, items)]));
  const found = {
    reason: asked.reason.trim() ? undefined : said.reasonMissing,
    corrections: Object.fromEntries(each),
  };
  const wrong = found.reason || each.some(([, one]) => Object.values(one).some(Boolean));
  return wrong ? found : null;
}

/** As the API wants it. @param {Asked} asked */
export const wanted = ({ reason, lot, corrections }) => ({
  reason: reason.trim(),
  lot: lot.trim() || null,
  corrections: corrections.map(({ key, ...each }) => ({
    ...each,
    options: each.action === "void" ? [] : [...each.options].sort((a, b) => a - b),
    reason: each.reason.trim(),
  })),
});
