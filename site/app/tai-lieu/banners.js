/**
 * Pictures for links, posts and web pages, in pixels. One way of setting them, told apart by measures.
 *
 * @import { Squares } from "../shared/qr.js"
 * @import { Facts, Round } from "./facts.js"
 * @import { Mark, Sheet } from "./sheet.js"
 */

import { day } from "./facts.js";
import { BASALT, CREAM, PAPER, block, diamond, qrMarks, settle } from "./sheet.js";

/**
 * @typedef {object} Format
 * @property {string} id For names of files.
 * @property {string} title
 * @property {number} width
 * @property {number} height
 * @property {number} edge
 * @property {number} band Height of the weaving: whole pixels for each of its 19 rows.
 * @property {number} text Width of what stands above, or at the left.
 * @property {{by: number, name: number, dates: number, address: number}} sizes
 * @property {number} lines Of the name, at most.
 * @property {number} qr Width of the QR code; 0: none.
 */

/** @type {Format[]} */
export const FORMATS = [
  { id: "lien-ket", title: "Ảnh cho liên kết Facebook, Zalo", width: 1200, height: 630, edge: 64, band: 57, text: 1072, sizes: { by: 34, name: 66, dates: 29, address: 38 }, lines: 3, qr: 0 },
  { id: "vuong", title: "Ảnh vuông cho bài đăng Zalo, Facebook", width: 1080, height: 1080, edge: 72, band: 76, text: 936, sizes: { by: 40, name: 80, dates: 32, address: 40 }, lines: 4, qr: 370 },
  { id: "ngang", title: "Ảnh ngang cho trang web", width: 1600, height: 400, edge: 64, band: 38, text: 880, sizes: { by: 28, name: 54, dates: 28, address: 36 }, lines: 3, qr: 0 },
];

/** More rounds than this are told as one span of time. */
const ROUNDS = 3;
const GAP = 48;

/** @typedef {{marks: Mark[], bottom: number}} Part */

/**
 * @param {Facts} facts
 * @param {Squares | null} code
 * @param {Format} format
 * @returns {Sheet}
 */
export function banner(facts, code, format) {
  const { width, height, band, edge, text } = format;
  const side = width - 2 * edge - text - GAP;
  const marks = side > 0 ? besides(facts, format, side) : stacked(facts, code, format);
  /** @type {Mark[]} */
  const ground = [
    { kind: "box", x: 0, y: 0, width, height, fill: BASALT },
    { kind: "weave", x: 0, y: height - band, width, height: band },
  ];
  const label = `${format.title}: ${facts.by} mời tham gia ${facts.name}. ${datesOf(facts.rounds).join(". ")}. Địa chỉ: ${facts.shown}.`;
  return { width, height, pixels: width, label, marks: [...ground, ...marks] };
}

/** @param {Round[]} rounds @returns {string[]} */
export function datesOf(rounds) {
  if (rounds.length <= ROUNDS) return rounds.map((round) => `${round.title}: từ ${day(round.opens_at)} đến ${day(round.closes_at)}`);
  const last = rounds.reduce((a, b) => (Date.parse(b.closes_at) > Date.parse(a.closes_at) ? b : a));
  return [`Từ ${day(rounds[0].opens_at)} đến ${day(last.closes_at)}`];
}

/** Who invites to what. @param {Facts} facts @param {Format} format @param {number} top @param {number} scale @returns {Part} */
function headPart({ by, name }, { edge, text, sizes, lines }, top, scale) {
  const column = { x: edge, width: text, weight: 600 };
  const who = block(`${by} mời tham gia`, { ...column, y: top, size: sizes.by * scale, fill: CREAM, lines: 2 });
  const what = block(name, { ...column, y: who.bottom + 10, size: sizes.name * scale, fill: PAPER, lines, leading: 1.24 });
  return { marks: [...who.marks, ...what.marks], bottom: what.bottom };
}

/** When and where. @param {Facts} facts @param {Format} format @param {{x: number, y: number, width: number}} place @returns {Part} */
function footPart({ rounds, shown }, { sizes }, { x, y, width }) {
  /** @type {Mark[]} */
  const marks = [];
  const size = sizes.dates;
  let bottom = y;
  for (const line of datesOf(rounds)) {
    const part = block(line, { x: x + size, y: bottom, width: width - size, size, weight: 400, fill: CREAM, lines: 1 });
    marks.push(diamond(x + size * 0.3, bottom + size * 0.66, size * 0.5, CREAM), ...part.marks);
    bottom = part.bottom + 4;
  }
  const address = block(shown, { x, y: bottom + 8, width, size: sizes.address, weight: 600, fill: PAPER, lines: 1 });
  return { marks: [...marks, ...address.marks], bottom: address.bottom };
}

/** What stands on the ground: it is set at nought to learn its height. @param {(y: number) => Part} set @param {number} floor */
function grounded(set, floor) {
  const top = floor - set(0).bottom;
  return { ...set(top), top };
}

/** The name above, dates and address below, the QR code in the corner. @param {Facts} facts @param {Squares | null} code @param {Format} format */
function stacked(facts, code, format) {
  const { width, height, edge, band, qr } = format;
  const floor = height - band - 0.75 * edge;
  const square = code && qr ? qrMarks(code, { x: 0, y: 0, width: qr, perPixel: 1 }).width : 0;
  const across = width - 2 * edge - (square && square + GAP);
  const foot = grounded((y) => footPart(facts, format, { x: edge, y, width: across }), floor);
  const head = settle((scale) => headPart(facts, format, edge, scale), Math.min(foot.top, floor - square) - 24);
  const corner = square && code ? qrMarks(code, { x: width - edge - square, y: floor - square, width: qr, perPixel: 1 }).marks : [];
  return [...head.marks, ...foot.marks, ...corner];
}

/** The name at the left, dates and address at the right, both in the middle. @param {Facts} facts @param {Format} format @param {number} side */
function besides(facts, format, side) {
  const { height, edge, band, text } = format;
  const free = height - band;
  const centred = (/** @type {(y: number) => Part} */ set) => set((free - set(0).bottom) / 2).marks;
  const most = settle((scale) => ({ ...headPart(facts, format, 0, scale), scale }), free - edge).scale;
  const x = edge + text + GAP;
  return [
    ...centred((y) => headPart(facts, format, y, most)),
    ...centred((y) => footPart(facts, format, { x, y, width: side })),
  ];
}
