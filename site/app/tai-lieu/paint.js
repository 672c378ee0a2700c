/** Two painters of one sheet. Neither writes a style attribute: the page's security policy allows none. */

/** @import { Mark, Sheet } from "./sheet.js" */

import { CLOTH } from "./sheet.js";
import { FAMILY } from "./type.js";

const SPACE = "http://www.w3.org/2000/svg";
const WEAVE = "/img/weave.svg";
/** Width of one repeat of the weaving, in parts of its height. */
const REPEAT = 32 / 19;

/** @param {string} name @param {Record<string, string | number>} attributes @param {...(Node | string)} children */
function svg(name, attributes, ...children) {
  const node = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  node.append(...children);
  return node;
}

/** @param {{x: number, width: number, height: number}} weave @returns {number[]} where each repeat begins */
const repeats = ({ x, width, height }) => Array.from({ length: Math.ceil(width / (height * REPEAT)) }, (_, at) => x + at * height * REPEAT);

/** @param {Mark} mark @returns {Node[]} */
function nodes(mark) {
  const { kind, x, y } = mark;
  if (kind === "box") return [svg("rect", { x, y, width: mark.width, height: mark.height, fill: mark.fill })];
  if (kind === "line") return [svg("text", { x, y, "font-size": mark.size, "font-weight": mark.weight, fill: mark.fill }, mark.text)];
  if (kind === "shape") return [svg("path", { d: mark.path, fill: mark.fill, transform: `translate(${x} ${y}) scale(${mark.scale})` })];
  const { width, height } = mark;
  const cloth = svg("rect", { x, y, width, height, fill: CLOTH });
  return [cloth, ...repeats(mark).map((from) => svg("image", { href: WEAVE, x: from, y, width: height * REPEAT, height, preserveAspectRatio: "none" }))];
}

/**
 * For the screen and for paper.
 *
 * @param {Sheet} sheet
 * @param {string} look
 */
export function asSvg({ width, height, label, marks }, look) {
  return svg(
    "svg",
    { class: look, role: "img", "aria-label": label, viewBox: `0 0 ${width} ${height}`, "font-family": FAMILY, "text-rendering": "geometricPrecision" },
    ...marks.flatMap(nodes),
  );
}

/** @returns {Promise<HTMLImageElement>} */
async function weaving() {
  const image = new Image();
  image.src = WEAVE;
  await image.decode();
  return image;
}

/** @param {CanvasRenderingContext2D} on @param {Mark} mark @param {HTMLImageElement} cloth */
function paint(on, mark, cloth) {
  const { kind, x, y } = mark;
  on.fillStyle = kind === "weave" ? CLOTH : mark.fill;
  if (kind === "line") {
    on.font = `${mark.weight} ${mark.size}px ${FAMILY}`;
    on.fillText(mark.text, x, y);
  } else if (kind === "shape") {
    on.save();
    on.translate(x, y);
    on.scale(mark.scale, mark.scale);
    on.fill(new Path2D(mark.path));
    on.restore();
  } else {
    on.fillRect(x, y, mark.width, mark.height);
    if (kind === "weave") for (const from of repeats(mark)) on.drawImage(cloth, from, y, mark.height * REPEAT, mark.height);
  }
}

/**
 * @param {Sheet} sheet
 * @returns {Promise<Blob>} A PNG, `sheet.pixels` wide.
 * @throws {Error} When the browser can't make one.
 */
export async function asPng({ width, height, pixels, marks }) {
  const canvas = document.createElement("canvas");
  const scale = pixels / width;
  Object.assign(canvas, { width: pixels, height: Math.round(height * scale) });
  const on = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const cloth = await weaving();
  on.scale(scale, scale);
  for (const mark of marks) paint(on, mark, cloth);
  const blob = await new Promise((/** @type {(made: Blob | null) => void} */ done) => canvas.toBlob(done, "image/png"));
  if (!blob) throw new Error("no PNG");
  return blob;
}
