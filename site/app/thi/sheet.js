/** The answer sheet (bài làm): what may be done to it, without storage, network or clock. */

/** @import { Answers, Round, Sheet, Started } from "./types.d.ts" */

/** @param {Answers} answers */
export const answeredCount = (answers) => answers.filter((chosen) => chosen.length).length;

/** Which questions are answered. @param {Answers} answers */
const filled = (answers) => answers.flatMap((chosen, i) => (chosen.length ? [i] : []));

/** @param {number} questions @returns {Answers} */
const blank = (questions) => Array.from({ length: questions }, () => []);

/**
 * A radio replaces, a checkbox toggles.
 * @param {string[]} chosen @param {string} option @param {"single" | "multiple"} type
 */
function picked(chosen, option, type) {
  if (type === "single") return [option];
  return chosen.includes(option) ? chosen.filter((id) => id !== option) : [...chosen, option].sort();
}

/**
 * @param {Sheet} sheet @param {number} index @param {string} option @param {"single" | "multiple"} type
 * @returns {Sheet}
 */
export function choose(sheet, index, option, type) {
  const seq = sheet.seq + 1;
  const answers = sheet.answers.map((chosen, i) => (i === index ? picked(chosen, option, type) : chosen));
  return { ...sheet, answers, seq, changed: seq };
}

/** @param {number[]} list @param {number} item */
export const toggle = (list, item) => (list.includes(item) ? list.filter((i) => i !== item) : [...list, item]);

/**
 * The sheet of an attempt just started, or taken up from the server's checkpoint. Where answers are final,
 * those the server has are; where questions only go forward, it goes on behind the last answered one.
 * @param {string} code @param {Round} round @param {Started} started
 * @returns {Sheet}
 */
export function newSheet(code, round, started) {
  const { token, attempt, paper, seq } = started;
  const answers = started.answers ?? blank(round.questions);
  const done = filled(answers);
  const at = round.question_s ? (done[done.length - 1] ?? -1) + 1 : 0;
  const place = { at, flags: [], locked: round.answers_may_change ? [] : done, question_ends: null };
  const rest = { prediction: "", handed_in: null };
  return { code, round: round.id, attempt, token, paper, answers, seq, changed: seq, acked: seq, ...place, ...rest };
}

/**
 * Two copies of one sheet: the greater seq wins (the server's, where its answers are final), and its blanks
 * are filled from the other, so that moving between machines loses no answer.
 * @param {Sheet} sheet @param {Started} started @param {Round} round
 * @returns {Sheet}
 */
export function merge(sheet, started, round) {
  const theirs = started.answers ?? blank(sheet.answers.length);
  const mineFirst = round.answers_may_change && sheet.seq >= started.seq;
  const [newer, older] = mineFirst ? [sheet.answers, theirs] : [theirs, sheet.answers];
  const answers = newer.map((chosen, i) => (chosen.length ? chosen : older[i]));
  const locked = round.answers_may_change ? sheet.locked : filled(theirs);
  const seq = Math.max(sheet.seq, started.seq) + 1;
  return { ...sheet, token: started.token, answers, locked, seq, changed: seq, acked: started.seq };
}
