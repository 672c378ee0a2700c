/**
 * The QR code by itself, as a drawing and as a file.
 *
 * @import { Squares } from "../shared/qr.js"
 * @import { Sheet } from "./sheet.js"
 */

import { INK, PAPER } from "./sheet.js";

const QUIET_ZONE = 4;
/** About so wide as PNG; a module is whole pixels. */
const PIXELS = 1200;

/** @param {Squares} code @param {string} link @returns {Sheet} */
export function qrSheet({ size, path }, link) {
  const width = size + 2 * QUIET_ZONE;
  return {
    width,
    height: width,
    pixels: Math.round(PIXELS / width) * width,
    label: `Mã QR dẫn đến ${link}`,
    marks: [
      { kind: "box", x: 0, y: 0, width, height: width, fill: PAPER },
      { kind: "shape", path, x: QUIET_ZONE, y: QUIET_ZONE, scale: 1, fill: INK },
    ],
  };
}

/** For printers and designers. @param {Squares} code */
export function qrFile({ size, path }) {
  const [from, width] = [-QUIET_ZONE, size + 2 * QUIET_ZONE];
  const text = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${from} ${from} ${width} ${width}" width="${width}mm" height="${width}mm" shape-rendering="crispEdges"><path fill="${PAPER}" d="M${from} ${from}h${width}v${width}h-${width}z"/><path fill="${INK}" d="${path}"/></svg>\n`;
  return new Blob([text], { type: "image/svg+xml" });
}
