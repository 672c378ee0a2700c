/**
 * Words of Vietnamese text, as they are written and without their marks.
 *
 * A word here is a syllable, a number ("16.117" is one) or an abbreviation. Text may come composed or not.
 */

export const WORD = /\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{N}\p{M}]+/gu;

const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;
const MARK = /\p{M}/gu;
// "quy định" and "qui định", "kỹ năng" and "kĩ năng" are the same words in two spellings.
const LAST_Y = /(?<=[bcdđghklmnpqrstvx]|qu)y$/;

/** The words of a text in order, in small letters, as written. @param {string} text @returns {string[]} */
export const words = (text) => text.normalize("NFC").toLowerCase().match(WORD) ?? [];

/** "Đổi" → "doi", "kỹ" → "ki". @param {string} word */
export const plain = remembered((word) =>
  word.toLowerCase().normalize("NFD").replace(MARK, "").replace(/đ/g, "d").replace(LAST_Y, "i"),
);

/** With all marks, the tone last: "hoà" and "hòa" become one, "hoa" stays another. @param {string} word */
export const spelled = remembered((word) => {
  const letters = word.toLowerCase().normalize("NFD");
  const tone = letters.match(TONE)?.join("") ?? "";
  return letters.replace(TONE, "").normalize("NFC").replace(LAST_Y, "i") + tone;
});

/** The function, working each word out once: a site has few different ones. @param {(word: string) => string} work */
function remembered(work) {
  /** @type {Map<string, string>} */
  const known = new Map();
  return (/** @type {string} */ word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const made = work(word);
    known.set(word, made);
    return made;
  };
}
