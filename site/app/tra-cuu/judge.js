/**
 * Judging one answer sheet by the opened edition, with corrections: the same as `contest/domain/awards/judging.py`.
 *
 * @import { Correction, Edition, Question, Round, Sheet } from "./record.js"
 *
 * @typedef {{question: Question, id: string, chosen: number[], right: boolean, key: Set<number>,
 *   corrections: Correction[]}} Judged `chosen` and `key` are indexes into the question's options.
 */

const LETTERS = "ABCDEFGH";

/**
 * @param {Sheet} sheet
 * @param {Edition} edition
 * @param {Correction[]} corrections
 * @returns {Judged[]} In the paper's order.
 */
export function judge(sheet, edition, corrections) {
  const answers = sheet[6].split(",");
  const paper = edition.papers.find((each) => each.paper === sheet[3]);
  return (paper?.questions ?? []).map(([id, order], at) => {
    const question = edition.questions[id];
    const chosen = [...(answers[at] ?? "")].map((letter) => Number(order[LETTERS.indexOf(letter)]));
    const own = corrections.filter((each) => each.question === id);
    const sets = rightSets(question, own);
    const right = sets === null || sets.some((each) => same(each, chosen));
    return { question, id, chosen, right, key: new Set((sets ?? []).flat()), corrections: own };
  });
}

/**
 * @param {Question} question
 * @param {Correction[]} corrections
 * @returns {number[][] | null} Null when whatever was answered is right.
 */
function rightSets(question, corrections) {
  let sets = [question.right];
  for (const { action, options } of corrections) {
    if (action === "void") return null;
    if (action === "key") sets = [options];
    else sets = sets.concat(question.type === "multiple" ? [options] : options.map((each) => [each]));
  }
  return sets;
}

/** @param {number[]} a @param {number[]} b */
const same = (a, b) => a.length === b.length && a.every((each) => b.includes(each));

/**
 * How many are right; nothing where all had to be answered, time ran out, and something is blank.
 *
 * @param {Judged[]} judged
 * @param {Sheet} sheet
 * @param {Round} round
 */
export function rightCount(judged, sheet, round) {
  const short = sheet[1] === "r" && round.attempts.answer_all && sheet[6].split(",").includes("");
  return short ? 0 : judged.filter((each) => each.right).length;
}
