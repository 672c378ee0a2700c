/** Setting type: how wide a text is, where its lines break, how large it may be. Nothing is ever cut. */

export const FAMILY = '"Be Vietnam Pro", system-ui, sans-serif';

/** Measured at this size, in pixels: text grows in proportion. */
const MEASURED = 100;
const STEP = 0.97;
const FIRM = "\u00a0";

/** How much smaller a text may become for the sake of its phrases. */
const YIELDING = 0.85;

const NAME = "(?: \\p{Lu}\\S*){1,3}";
/** Read as one word where there is room. */
const PHRASES = bind([`(?:tỉnh|huyện|thị xã|thành phố|xã|phường|thị trấn)${NAME}`, "[Tt]ìm hiểu cải cách hành chính", "\\d\\d:\\d\\d ngày \\S+", "mời tham gia"]);
/** Read as one word even where there isn't room for phrases. */
const TERMS = bind([
  "Cuộc thi", "Hội thi", "trực tuyến", "tìm hiểu", "cải cách", "hành chính", "năm \\d{4}", "địa bàn", "tham gia",
  "Ủy ban", "[Nn]hân dân", "cán bộ", "công chức", "viên chức", "người lao động", "Ban Quản lý", "khu công nghiệp", "Trung ương", "ngành dọc",
]);

/** @param {string[]} found @returns {(text: string) => string} makes the spaces within them firm */
function bind(found) {
  const pattern = new RegExp(`(?:${found.join("|")})(?!\\p{L})`, "gu");
  return (text) => text.replace(pattern, (each) => each.replaceAll(" ", FIRM));
}

const ruler = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));

/**
 * Wait for the site's font, in both weights and all letters. Without it the device's own is measured and drawn.
 *
 * @returns {Promise<unknown>}
 */
export const fontsLoaded = () =>
  Promise.all([400, 600].map((weight) => document.fonts.load(`${weight} 20px ${FAMILY}`, "Đắk Lắk ộ").catch(() => [])));

/** @param {string} text @param {number} size @param {number} weight */
export function widthOf(text, size, weight) {
  ruler.font = `${weight} ${MEASURED}px ${FAMILY}`;
  return (ruler.measureText(text).width / MEASURED) * size;
}

/** Fills each line as far as it goes. @param {string[]} words @param {(line: string) => boolean} fits */
function greedy(words, fits) {
  /** @type {string[]} */
  const lines = [];
  for (const word of words) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** What must not be parted: phrases; where one is too wide, its terms; where one of these is, its words.
 *  @param {string} text @param {(line: string) => boolean} fits */
function piecesOf(text, fits) {
  const open = (/** @type {string} */ piece) => piece.replaceAll(FIRM, " ");
  const apart = (/** @type {string} */ piece, /** @type {(text: string) => string} */ by) => (fits(piece) ? [piece] : by(open(piece)).split(" "));
  return TERMS(PHRASES(text)).split(" ").flatMap((piece) => apart(piece, TERMS)).flatMap((piece) => apart(piece, open));
}

/**
 * Lines of about the same length: as few as there must be.
 *
 * @param {string} text
 * @param {number} width
 * @param {number} size
 * @param {number} weight
 */
export function wrap(text, width, size, weight) {
  const within = (/** @type {number} */ most) => (/** @type {string} */ line) => widthOf(line, size, weight) <= most;
  const words = piecesOf(text, within(width));
  let lines = greedy(words, within(width));
  for (let most = width * STEP; ; most *= STEP) {
    const narrower = greedy(words, within(most));
    if (narrower.length > lines.length || !narrower.every(within(most))) return lines;
    lines = narrower;
  }
}

/**
 * @typedef {object} Room
 * @property {number} width
 * @property {number} size The size wished for; made smaller until the text has room.
 * @property {number} weight
 * @property {number} lines At most so many.
 */

/**
 * The largest that has room, with whole phrases if that costs little.
 *
 * @param {string} text
 * @param {Room} room
 * @returns {{lines: string[], size: number}}
 */
export function fit(text, { width, size: wished, weight, lines: most }) {
  /** @type {{lines: string[], size: number} | null} */
  let broken = null;
  for (let size = wished; !broken || size >= broken.size * YIELDING; size *= STEP) {
    const within = (/** @type {string} */ line) => widthOf(line, size, weight) <= width;
    const lines = wrap(text, width, size, weight);
    if (lines.length > most || !lines.every(within)) continue;
    if (PHRASES(text).split(" ").every(within)) return { lines, size };
    broken ??= { lines, size };
  }
  return broken;
}
