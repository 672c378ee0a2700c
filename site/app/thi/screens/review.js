/** Looking over the whole sheet, and handing it in, on purpose and in two steps. */

/** @import { Exam } from "../exam.js" */

import { Wrong } from "../field.js";
import { Icon } from "../icons.js";
import { Button, Facts, Note, Page, useSeconds } from "../parts.js";
import { go } from "../room.js";
import { answeredCount } from "../sheet.js";
import { html, useState } from "../../shared/vendor/preact-htm.js";
import { words } from "../words.js";

/** @param {Exam} exam @param {number} index */
function stateOf({ sheet }, index) {
  const answered = sheet.answers[index].length ? words.review.answered : words.review.blank;
  return sheet.flags.includes(index) ? `${answered}, ${words.review.flagged}` : answered;
}

/** All questions; each leads to itself. @param {{exam: Exam, title: string}} props */
export const Grid = ({ exam, title }) => html`<nav class="grid" aria-label=${title}>
  <ol>
    ${exam.sheet.answers.map((_, index) => html`<li key=${index}><${Cell} exam=${exam} index=${index} /></li>`)}
  </ol>
  <${Legend} />
</nav>`;

/** @param {{exam: Exam, index: number}} props */
function Cell({ exam, index }) {
  const answered = exam.sheet.answers[index].length;
  const show = () => {
    exam.moveTo(index);
    go("question");
  };
  return html`<button type="button" class="cell ${answered ? "done" : "blank"}" onClick=${show}
    aria-label=${words.review.cell(index + 1, stateOf(exam, index))}
    aria-current=${exam.sheet.at === index ? "step" : undefined} disabled=${Boolean(exam.round.question_s)}>
    <span>${index + 1}</span>
    ${answered ? html`<${Icon} name="check" />` : null}
    ${exam.sheet.flags.includes(index) && html`<${Icon} name="flag" />`}
  </button>`;
}

const Legend = () => html`<ul class="legend" aria-hidden="true">
  <li><span class="cell done"><${Icon} name="check" /></span> ${words.review.answered}</li>
  <li><span class="cell blank"></span> ${words.review.blank}</li>
  <li><span class="cell"><${Icon} name="flag" /></span> ${words.review.flagged}</li>
</ul>`;

/** @param {Exam} exam */
const blanksOf = ({ sheet }) => sheet.answers.length - answeredCount(sheet.answers);

/** Whether a guess may be sent as it stands: blank, or a whole number. @param {string} guess */
const isGuess = (guess) => /^\d{0,9}$/.test(guess);

/** @param {{exam: Exam}} props */
export function Review({ exam }) {
  const [asked, setAsked] = useState(false);
  const { answers, flags, prediction } = exam.sheet;
  const blanks = blanksOf(exam);
  const missing = exam.round.answer_all && blanks > 0;
  const handIn = () => (isGuess(prediction) ? go("confirm") : setAsked(true));
  return html`<${Page} title=${words.review.title}>
    <p>${words.review.summary(answeredCount(answers), blanks, flags.length)}</p>
    <${Grid} exam=${exam} title=${words.review.grid} />
    ${!exam.round.question_s &&
    html`<p class="actions"><${Button} icon="previous" does=${() => go("question")}>${words.review.resume}<//></p>`}
    ${exam.round.prediction && html`<${Prediction} exam=${exam} asked=${asked} />`}
    ${missing && html`<${Note} tone="amber">${words.review.answerAll(blanks)}<//>`}
    <p class="actions apart">
      <${Button} kind="main" off=${missing} does=${handIn}>${words.review.handIn}<//>
    </p>
  <//>`;
}

/** @param {{exam: Exam, asked: boolean}} props */
function Prediction({ exam, asked }) {
  const { prediction } = exam.sheet;
  const error = asked && !isGuess(prediction) ? words.review.predictionInvalid : undefined;
  const type = (/** @type {{currentTarget: HTMLInputElement}} */ event) => exam.predict(event.currentTarget.value.trim());
  return html`<div class="entry ${error ? "bad" : ""}">
    <label for="prediction">${words.review.prediction}: ${exam.round.prediction?.question}</label>
    <p class="hint" id="prediction-hint">${words.review.predictionHint}</p>
    <${Wrong} name="prediction" error=${error} />
    <input id="prediction" type="text" inputmode="numeric" autocomplete="off" maxlength="9" size="10" value=${prediction}
      onInput=${type} aria-describedby="prediction-hint${error ? " prediction-error" : ""}"
      aria-invalid=${error ? "true" : undefined} />
  </div>`;
}

/** @param {{exam: Exam}} props */
export function Confirm({ exam }) {
  useSeconds();
  const { answers } = exam.sheet;
  const { left } = exam.countdown;
  const blanks = blanksOf(exam);
  return html`<${Page} title=${words.confirm.title}>
    ${blanks > 0 && html`<${Note} tone="amber">${words.confirm.blanks(blanks)}<//>`}
    <p>${words.confirm.text}</p>
    <${Facts} rows=${[
      [words.confirm.answered, `${answeredCount(answers)}/${answers.length}`],
      left !== null && [words.confirm.left, words.countdown(left)],
    ]} />
    <p class="actions">
      <${Button} kind="main" does=${() => void exam.handIn("asked")}>${words.confirm.yes}<//>
      <${Button} does=${() => go("review")}>${words.confirm.no}<//>
    </p>
  <//>`;
}
