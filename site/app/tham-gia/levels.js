/**
 * How each level stands: a bar from zero for each group with a duty, with the least it owes marked.
 *
 * @import { Level, Line, Participation } from "./figures.js"
 */

import { el } from "../shared/dom.js";
import { number, percent } from "./figures.js";

/** @typedef {Record<string, string>} Names */

/**
 * @param {Participation} figures
 * @param {Names} levels
 * @param {Names} groups
 */
export function levelsPart(figures, levels, groups) {
  const shown = figures.levels.filter((each) => each.agencies > 0);
  return el(
    "div",
    { class: "levels" },
    ...shown.map((each) => levelPart(each, levels[each.level] ?? each.level, groups, figures.smallest)),
  );
}

/**
 * @param {Level} level
 * @param {string} name
 * @param {Names} groups
 * @param {number} smallest
 */
function levelPart(level, name, groups, smallest) {
  const duty = level.lines.length > 0;
  const facts = [
    fact("Người tham gia", number(level.participants)),
    duty ? fact("Tỷ lệ trên biên chế", percent(level.rate)) : null,
    duty ? fact("Đã đủ mức tối thiểu", `${number(level.met)} trên ${number(level.agencies)} đơn vị`) : null,
  ];
  return el(
    "section",
    { class: "level" },
    el("h3", {}, name),
    el("dl", { class: "facts" }, ...facts),
    duty ? el("ul", { class: "bars" }, ...level.lines.map((line) => bar(line, groups[line.group] ?? line.group, smallest))) : null,
  );
}

/**
 * @param {string} name
 * @param {string} value
 */
function fact(name, value) {
  return el("div", {}, el("dt", {}, name), el("dd", {}, value));
}

/**
 * The words tell everything; the drawing is for a glance.
 *
 * @param {Line} line
 * @param {string} name
 * @param {number} smallest Fewer than this are not told: the drawing shows none.
 */
function bar({ headcount, owed, done }, name, smallest) {
  const words = [
    done === null ? `dưới ${number(smallest)} người` : `${number(done)} người`,
    headcount === null ? "chưa có biên chế" : `trên ${number(headcount)}`,
    owed === null ? null : `tối thiểu ${number(owed)}`,
  ].filter(Boolean);
  const end = Math.max(headcount ?? 0, owed ?? 0, done ?? 0, 1);
  return el(
    "li",
    {},
    el("span", { class: "of" }, name),
    el("span", { class: "words" }, words.join(" · ")),
    drawing((done ?? 0) / end, owed === null ? null : owed / end),
  );
}

/**
 * A share of a whole as a bar, with the floor it has to reach; the words stand beside it.
 *
 * @param {number} share
 * @param {number | null} [least]
 */
export function drawing(share, least = null) {
  const svg = shape("svg", { class: "bar", "aria-hidden": "true", focusable: "false" });
  svg.append(
    shape("rect", { class: "ground", width: "100%", height: "100%" }),
    shape("rect", { class: "done", width: at(share), height: "100%" }),
  );
  if (least !== null) svg.append(shape("line", { class: "least", x1: at(least), x2: at(least), y1: "0", y2: "100%" }));
  return svg;
}

/** @param {number} share */
const at = (share) => `${(100 * share).toFixed(2)}%`;

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 */
function shape(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
