/** The bar that stays, and the question. */

/** @import { Exam } from "../exam.js" */
/** @import { Question } from "../types.d.ts" */
/** @import { IconName } from "../icons.js" */

import { Icon } from "../icons.js";
import { Announcement, Button, Note, Page, useSeconds } from "../parts.js";
import { go, room } from "../room.js";
import { answeredCount } from "../sheet.js";
import { html } from "../../shared/vendor/preact-htm.js";
import { words } from "../words.js";
import { Grid } from "./review.js";

const HURRY = 300;

/** How safe the last answer is: word, icon and colour say the same.
 *  @type {Record<Exam["state"], {icon: IconName, tone: string}>} */
const SAFETY = {
  none: { icon: "circle", tone: "" },
  chosen: { icon: "circle", tone: "" },
  kept: { icon: "device", tone: "amber" },
  received: { icon: "received", tone: "forest" },
  unkept: { icon: "alert", tone: "brick" },
};

/** Time, progress and safety; silent for screen readers but for the last minutes. @param {{exam: Exam}} props */
export function Bar({ exam }) {
  useSeconds();
  const { left } = exam.countdown;
  const { answers } = exam.sheet;
  return html`<section class="bar" aria-label=${words.bar.label}>
    <p class="left ${left !== null && left <= HURRY ? "amber" : ""}" role="timer" aria-live="off">
      <${Icon} name="clock" /><span class="label">${words.bar.left} </span>
      <strong>${left === null ? words.bar.unknown : words.countdown(left)}</strong>
    </p>
    <p class="answered">${words.bar.answered} <strong>${answeredCount(answers)}/${answers.length}</strong></p>
    <${Safety} exam=${exam} />
    <p class="spoken" role="status">${exam.spoken}</p>
  </section>`;
}

/** @param {{exam: Exam}} props */
function Safety({ exam }) {
  const { icon, tone } = SAFETY[exam.state];
  const waiting = exam.misses > 0 && exam.state !== "received";
  return html`<p class="safety ${tone}">
    <${Icon} name=${icon} /><span>${words.bar[exam.state]}${waiting && `, ${words.bar.offline}`}</span>
  </p>`;
}

/** Every answering screen: the bar, what stands in the way of saving, then the screen itself.
 *  @param {{exam: Exam, children?: unknown}} props */
export const WithBar = ({ exam, children }) => html`<${Bar} exam=${exam} />
  <${Announcement} />
  <div class="warnings">
    ${exam.unkept && html`<${Note} tone="brick">${words.bar.unkeptText}<//>`}
    ${exam.trouble && html`<${Note} tone="amber">${words.bar.refused}<//>`}
  </div>
  ${children}`;

/** @param {{exam: Exam}} props */
export function QuestionScreen({ exam }) {
  const questions = exam.paper?.questions ?? [];
  const { at } = exam.sheet;
  const question = questions[at];
  const title = words.question.title(at + 1, questions.length);
  const topic = room.contest.topics.find((t) => t.id === question.topic)?.name;
  return html`<div class="desk">
    <${Page} title=${title} kicker=${topic && html`<p class="topic">${topic}</p>`}>
      <${OwnTime} exam=${exam} />
      <${Choice} key=${question.id} exam=${exam} question=${question} index=${at} />
      <${Marks} exam=${exam} />
      <${Steps} exam=${exam} last=${at === questions.length - 1} />
    <//>
    ${!exam.round.question_s && html`<aside><${Grid} exam=${exam} title=${words.review.grid} /></aside>`}
  </div>`;
}

/** The question's own clock, where there is one. @param {{exam: Exam}} props */
function OwnTime({ exam }) {
  useSeconds();
  const left = exam.questionLeft;
  if (left === null) return null;
  return html`<p class="own" role="timer" aria-live="off"><${Icon} name="clock" /> ${words.question.own(words.countdown(left))}</p>`;
}

/** @param {{exam: Exam, question: Question, index: number}} props */
function Choice({ exam, question, index }) {
  const locked = exam.isLocked(index);
  const final = !exam.round.answers_may_change && !exam.round.question_s;
  return html`<fieldset class="choice" disabled=${locked}>
    <legend>${question.stem}</legend>
    ${question.type === "multiple" && html`<p class="hint">${words.question.multiple}</p>`}
    ${question.options.map(
      (option) => html`<${Option} key=${option.id} exam=${exam} question=${question} index=${index} option=${option} />`,
    )}
    ${final && html`<p class="hint">${locked ? words.question.locked : words.question.willLock}</p>`}
  </fieldset>`;
}

/**
 * A native radio or checkbox, stretched over the whole row, so that the row is the control.
 * @param {{exam: Exam, question: Question, index: number, option: {id: string, text: string}}} props
 */
function Option({ exam, question, index, option }) {
  const type = question.type === "single" ? "radio" : "checkbox";
  const checked = exam.sheet.answers[index].includes(option.id);
  return html`<label class="option">
    <input type=${type} name="q-${index}" value=${option.id} checked=${checked}
      onChange=${() => exam.choose(index, option.id)} />
    <span class="letter">${option.id}</span>
    <span class="text">${option.text}</span>
    <${Icon} name="check" />
  </label>`;
}

/** @param {{exam: Exam}} props */
function Marks({ exam }) {
  if (exam.round.question_s) return null;
  const { at, flags } = exam.sheet;
  return html`<p class="marks">
    <${Button} kind="quiet" icon="flag" pressed=${flags.includes(at)} does=${() => exam.flag(at)}>${words.question.flag}<//>
    <${Button} kind="quiet" icon="list" does=${() => go("review")}>${words.question.list}<//>
  </p>`;
}

/** Within reach of the thumb; handing in is never here. @param {{exam: Exam, last: boolean}} props */
function Steps({ exam, last }) {
  const { at } = exam.sheet;
  const forward = Boolean(exam.round.question_s);
  const next = () => (last && !forward ? go("review") : exam.moveTo(at + 1));
  return html`<nav class="steps">
    ${!forward && html`<${Button} icon="previous" off=${at === 0} does=${() => exam.moveTo(at - 1)}>${words.question.previous}<//>`}
    <${Button} kind="main" after="next" does=${next}>${last ? words.question.review : words.question.next}<//>
  </nav>`;
}
