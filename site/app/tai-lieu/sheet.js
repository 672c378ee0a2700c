/**
 * A drawing as a list of marks, worked out once and painted twice: as SVG for screen and paper, on a canvas for PNG.
 *
 * @import { Squares } from "../shared/qr.js"
 * @import { Room } from "./type.js"
 *
 * @typedef {{kind: "box", x: number, y: number, width: number, height: number, fill: string}} Box
 * @typedef {{kind: "line", text: string, x: number, y: number, size: number, weight: number, fill: string}} Line `y` is where letters stand.
 * @typedef {{kind: "shape", path: string, x: number, y: number, scale: number, fill: string}} Shape
 * @typedef {{kind: "weave", x: number, y: number, width: number, height: number}} Weave
 * @typedef {Box | Line | Shape | Weave} Mark
 *
 * @typedef {object} Sheet
 * @property {number} width In units of its own.
 * @property {number} height
 * @property {number} pixels How wide it is as PNG.
 * @property {string} label What it says to those who can't see it.
 * @property {Mark[]} marks Later ones lie over earlier ones.
 */

import { fit } from "./type.js";

/** Paper is white, whatever the screen prefers: the light colours of `shared/tokens.css` and of the weaving. */
export const INK = "#1c1b1a";
export const QUIET = "#57534e";
export const BASALT = "#9c2a1f";
export const LINE = "#d9d5cf";
export const PAPER = "#ffffff";
export const CREAM = "#f6e9d6";
export const CLOTH = "#1c1512";

/** Over the letters' feet, in parts of the size: room for marks on capitals. */
const RISE = 0.96;
/** Smaller than this part of the size wished for nobody could read it. */
const LEAST = 0.3;

/**
 * Lines of text under `y`.
 *
 * @param {string} text
 * @param {Room & {x: number, y: number, fill: string, leading?: number}} place
 * @returns {{marks: Line[], bottom: number}}
 */
export function block(text, { x, y, fill, leading = 1.32, ...room }) {
  const { lines, size } = fit(text, room);
  const marks = lines.map((line, at) => /** @type {Line} */ ({ kind: "line", text: line, x, y: y + size * (RISE + at * leading), size, weight: room.weight, fill }));
  return { marks, bottom: y + size * leading * lines.length };
}

/**
 * A QR code with its quiet zone on white. It is a little smaller than wished, so that a module is whole pixels.
 *
 * @param {Squares} code
 * @param {{x: number, y: number, width: number, perPixel: number}} place `perPixel`: units a pixel of the PNG.
 * @returns {{marks: Mark[], width: number}}
 */
export function qrMarks(code, { x, y, width, perPixel }) {
  const across = code.size + 8;
  const scale = Math.floor(width / across / perPixel) * perPixel;
  const [left, top] = [x, y].map((at) => Math.round(at / perPixel) * perPixel);
  return {
    width: scale * across,
    marks: [
      { kind: "box", x: left, y: top, width: scale * across, height: scale * across, fill: PAPER },
      { kind: "shape", path: code.path, x: left + 4 * scale, y: top + 4 * scale, scale, fill: INK },
    ],
  };
}

/** A small diamond, as on the site's calendar. @param {number} x @param {number} y @param {number} size @param {string} fill @returns {Shape} */
export const diamond = (x, y, size, fill) => ({ kind: "shape", path: "M0-1 1 0 0 1-1 0z", x, y, scale: size / 2, fill });

/**
 * The largest setting that ends above `floor`.
 *
 * @template {{bottom: number}} Part
 * @param {(scale: number) => Part} set
 * @param {number} floor
 * @returns {Part}
 */
export function settle(set, floor) {
  let scale = 1;
  let part = set(scale);
  while (part.bottom > floor && scale > LEAST) part = set((scale *= 0.96));
  return part;
}
