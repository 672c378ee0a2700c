/**
 * A QR code as one path: a unit a module, from 0 to `size`, without the quiet zone of four modules around it.
 *
 * @typedef {{size: number, path: string}} Squares
 */

/**
 * @param {string} text
 * @returns {Promise<Squares>}
 * @throws {Error} When the text is too long for a QR code, or the drawing code did not arrive.
 */
export async function squares(text) {
  const { generate } = await import("./vendor/lean-qr.js");
  const code = generate(text);
  const rows = Array.from({ length: code.size }, (_, y) => row(code, y));
  return { size: code.size, path: rows.join("") };
}

/** Neighbours are drawn as one: fewer seams on paper. @param {{size: number, get(x: number, y: number): boolean}} code @param {number} y */
function row(code, y) {
  let path = "";
  for (let x = 0, run = 0; x <= code.size; x += 1) {
    if (x < code.size && code.get(x, y)) run += 1;
    else if (run) {
      path += `M${x - run} ${y}h${run}v1h-${run}z`;
      run = 0;
    }
  }
  return path;
}
