/**
 * Results as they are shown: a page with its way, and its sections that were found, each with an excerpt.
 *
 * @import { Group, Hit, Page } from "./engine.js"
 * @import { Piece } from "./excerpt.js"
 */

import { el } from "../shared/dom.js";
import { excerpt, marked } from "./excerpt.js";

const SECTIONS_SHOWN = 3;

/** @param {Group} group */
export function groupParts({ page, hits }) {
  const top = hits.find(({ section }) => !section.anchor);
  const below = hits.filter((hit) => hit !== top);
  const title = top ? shown(marked(top.section.title || page.title, top)) : [page.title];
  return el(
    "li",
    {},
    el("p", { class: "way" }, way(page)),
    el("h2", {}, el("a", { href: page.address, ...spoken(page) }, ...title)),
    top && top.section.text ? excerptPart(top, page) : null,
    below.length ? el("ul", {}, ...below.slice(0, SECTIONS_SHOWN).map((hit) => sectionPart(hit, page))) : null,
    rest(below.slice(SECTIONS_SHOWN), page),
  );
}

/** "Kiến thức › PAPI". @param {Page} page */
const way = ({ address, title, way }) => (address === "/" ? "Trang chủ" : [...way, title].join(" › "));

/** @param {Hit} hit @param {Page} page */
function sectionPart(hit, page) {
  const { anchor, title } = hit.section;
  const link = el("a", { href: `${page.address}#${anchor}`, ...spoken(page) }, ...shown(marked(title, hit)));
  return el("li", {}, el("h3", {}, link), hit.section.text ? excerptPart(hit, page) : null);
}

/** Sections beyond the best, by their titles. @param {Hit[]} hits @param {Page} page */
function rest(hits, page) {
  if (!hits.length) return null;
  const links = hits.map(({ section: { anchor, title } }) => el("li", {}, el("a", { href: `${page.address}#${anchor}`, ...spoken(page) }, title)));
  return el("details", {}, el("summary", {}, `${hits.length} phần khác trong trang này`), el("ul", {}, ...links));
}

/** @param {Hit} hit @param {Page} page */
const excerptPart = (hit, page) => el("p", { class: "excerpt", ...spoken(page) }, ...shown(excerpt(hit.section.text, hit)));

/** @param {Page} page @returns {Record<string, string>} */
const spoken = ({ lang }) => (lang === "vi" ? {} : { lang });

/** @param {Piece[]} pieces */
const shown = (pieces) => pieces.map(({ text, marked }) => (marked ? el("mark", {}, text) : document.createTextNode(text)));
