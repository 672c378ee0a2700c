/**
 * The poster: one upright A4 page, in millimetres. Above: who invites to what; in the middle, when; below, how.
 *
 * @import { Squares } from "../shared/qr.js"
 * @import { Facts, Round } from "./facts.js"
 * @import { Mark, Sheet } from "./sheet.js"
 */

import { time } from "../tham-gia/figures.js";
import { BASALT, INK, LINE, PAPER, QUIET, block, diamond, qrMarks, settle } from "./sheet.js";

const WIDTH = 210;
const HEIGHT = 297;
/** 300 dots an inch. */
const PIXELS = 2480;
const PER_PIXEL = WIDTH / PIXELS;
const EDGE = 18;
const INNER = WIDTH - 2 * EDGE;
/** The weaving has 19 rows: whole pixels each. */
const BAND = 19 * 7 * PER_PIXEL;
const BAND_AT = 160 * PER_PIXEL;
const BAND_LOOK = /** @type {const} */ ({ kind: "weave", x: 0, y: BAND_AT, width: WIDTH, height: BAND });
const QR = 82;
const FOOT = HEIGHT - 16;
/** Least air over and under the dates. */
const AIR = 5;

/** @typedef {{marks: Mark[], bottom: number}} Part */

/**
 * @param {Facts} facts
 * @param {Squares | null} code Without it the address must do.
 * @returns {Sheet}
 */
export function poster(facts, code) {
  const way = wayPart(facts, code);
  const dates = datesPart(facts.rounds, 0).bottom;
  const head = settle((scale) => headPart(facts, scale), way.top - dates - 2 * AIR);
  const top = (head.bottom + way.top - dates) / 2;
  const marks = [BAND_LOOK, ...head.marks, ...datesPart(facts.rounds, top).marks, ...way.marks];
  return { width: WIDTH, height: HEIGHT, pixels: PIXELS, label: labelOf(facts), marks: [ground, ...marks] };
}

/** @type {Mark} */
const ground = { kind: "box", x: 0, y: 0, width: WIDTH, height: HEIGHT, fill: PAPER };

/** @param {Facts} facts */
const labelOf = ({ by, invited, name, rounds, shown }) =>
  `Áp phích: ${by} ${invited} ${name}. ${rounds.map((round) => `${round.title}: từ ${time(round.opens_at)} đến ${time(round.closes_at)}`).join(". ")}. Địa chỉ: ${shown}.`;

/** @param {Facts} facts @param {number} scale @returns {Part} */
function headPart({ by, invited, name }, scale) {
  const column = { x: EDGE, width: INNER };
  const who = block(by, { ...column, y: BAND_AT + BAND + 11, size: 12 * scale, weight: 600, fill: INK, lines: 3 });
  const ask = block(invited, { ...column, y: who.bottom + 2, size: 6.6 * scale, weight: 400, fill: QUIET, lines: 2 });
  const what = block(name, { ...column, y: ask.bottom + 7, size: 14 * scale, weight: 600, fill: BASALT, lines: 3, leading: 1.28 });
  return { marks: [...who.marks, ...ask.marks, ...what.marks], bottom: what.bottom };
}

/** Rounds beside each other, two a row. @param {Round[]} rounds @param {number} top @returns {Part} */
function datesPart(rounds, top) {
  const columns = Math.min(2, rounds.length);
  const width = INNER / columns - 12;
  const parts = rounds.map((round, at) => roundPart(round, EDGE + (at % columns) * (INNER / columns), top + Math.floor(at / columns) * 34, width));
  return { marks: parts.flatMap((part) => part.marks), bottom: Math.max(top, ...parts.map((part) => part.bottom)) };
}

/** @param {Round} round @param {number} x @param {number} y @param {number} width @returns {Part} */
function roundPart(round, x, y, width) {
  const column = { x: x + 9, width, weight: 400, fill: INK, lines: 1 };
  const title = block(round.title, { ...column, y, size: 8.6, weight: 600 });
  const from = block(`từ ${time(round.opens_at)}`, { ...column, y: title.bottom + 1, size: 6.6 });
  const until = block(`đến ${time(round.closes_at)}`, { ...column, y: from.bottom, size: 6.6 });
  return { marks: [diamond(x + 2.6, y + 5.2, 5.2, BASALT), ...title.marks, ...from.marks, ...until.marks], bottom: until.bottom };
}

/** From the foot of the page upwards. @param {Facts} facts @param {Squares | null} code @returns {Part & {top: number}} */
function wayPart({ shown }, code) {
  const address = block(shown, { x: EDGE, y: FOOT - 28, width: INNER, size: 11, weight: 600, fill: BASALT, lines: 1 });
  const small = block("Giờ Việt Nam. Mỗi người chỉ đăng ký một lần.", { x: EDGE, y: FOOT - 5, width: INNER, size: 4.4, weight: 400, fill: QUIET, lines: 1 });
  /** @type {Mark} */
  const rule = { kind: "box", x: EDGE, y: FOOT - 9, width: INNER, height: 0.35, fill: LINE };
  const words = [...address.marks, rule, ...small.marks];
  if (!code) return { marks: words, top: FOOT - 28, bottom: FOOT };
  const top = FOOT - 32 - QR;
  const square = qrMarks(code, { x: EDGE - 8, y: top, width: QR + 8, perPixel: PER_PIXEL });
  return { marks: [...square.marks, ...besideQr(EDGE + square.width, top).marks, ...words], top, bottom: FOOT };
}

/** @param {number} x @param {number} top @returns {Part} */
function besideQr(x, top) {
  const column = { x, width: WIDTH - EDGE - x, weight: 400, fill: INK };
  const scan = block("Quét mã để dự thi", { ...column, y: top + 17, size: 12, weight: 600, lines: 2, leading: 1.25 });
  const how = block("bằng máy ảnh của điện thoại hoặc Zalo, hoặc mở địa chỉ dưới đây.", { ...column, y: scan.bottom + 3, size: 6, lines: 4 });
  return { marks: [...scan.marks, ...how.marks], bottom: how.bottom };
}
