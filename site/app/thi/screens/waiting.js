/** Screens on which no answer can be given: opening, sending, refused, somewhere else. */

/** @import { Exam } from "../exam.js" */

import { Icon } from "../icons.js";
import { enter, leaveRefused, takeBack, takeTab } from "../journey.js";
import { Button, Note, Page, download } from "../parts.js";
import { wake } from "../retry.js";
import { room } from "../room.js";
import { html } from "../../shared/vendor/preact-htm.js";
import { words } from "../words.js";

/** After so many misses the last resort is offered. */
const LAST_RESORT = 2;

export const Loading = () => html`<main class="page"><p>${words.loading}</p></main>`;

export const Fatal = () => html`<${Page} title=${words.fatal.title}>
  ${!room.problem && html`<p>${words.fatal.text}</p>`}
  <p class="actions">
    <${Button} kind="main" does=${() => (room.contest ? void enter() : location.reload())}>${words.retry}<//>
  </p>
<//>`;

/** @param {{exam: Exam}} props */
export const Opening = ({ exam }) => html`<${Page} title=${words.before.opening}>
  <p role="status">${exam.misses ? words.before.openingAgain(exam.misses) : words.before.openingText}</p>
<//>`;

/** The sheet as a file, for the secretariat, when nothing else goes. @param {Exam} exam */
function saveSheet({ sheet }) {
  const { code, round, attempt, token, answers, prediction } = sheet;
  const text = JSON.stringify({ candidate_code: code, round, attempt, token, answers, prediction }, null, 2);
  download(`bai-lam-${code}-${round}-${attempt}.json`, text, "application/json");
}

/** @param {{exam: Exam}} props */
const SheetFile = ({ exam }) => html`<p class="hint">${words.sending.fileHint}</p>
  <p class="actions"><${Button} icon="download" does=${() => saveSheet(exam)}>${words.sending.file}<//></p>`;

/** @param {{exam: Exam}} props */
export function Sending({ exam }) {
  const why = exam.sheet.handed_in ?? "asked";
  return html`<${Page} title=${words.sending.title}>
    <p>${words.sending[why]}</p>
    <p class="sending" role="status">
      <${Icon} name=${exam.misses ? "alert" : "clock"} />
      <strong>${exam.misses ? words.sending.failed(exam.misses) : words.sending.now}</strong>
    </p>
    ${exam.unkept ? html`<${Note} tone="brick">${words.sending.unsafe}<//>` : html`<p>${words.sending.safe}</p>`}
    ${exam.misses > 0 && html`<p class="actions"><${Button} kind="main" does=${wake}>${words.sending.retry}<//></p>`}
    ${exam.misses >= LAST_RESORT && html`<${SheetFile} exam=${exam} />`}
  <//>`;
}

/** @param {{exam: Exam}} props */
export const Refused = ({ exam }) => html`<${Page} title=${words.refused.title}>
  <${Note} tone="brick">${exam.unanswered ? words.refused.unanswered : exam.refusal?.message}<//>
  <p>${words.refused.safe}</p>
  <p class="actions"><${Button} icon="download" does=${() => saveSheet(exam)}>${words.sending.file}<//></p>
  <p class="actions"><${Button} kind="main" off=${room.busy} does=${leaveRefused}>${words.toLobby}<//></p>
<//>`;

export const TakenOver = () => html`<${Page} title=${words.takenOver.title}>
  <p>${words.takenOver.text}</p>
  <p class="hint">${words.takenOver.hint}</p>
  <p class="actions"><${Button} kind="main" off=${room.busy} does=${takeBack}>${words.takenOver.resume}<//></p>
<//>`;

export const OtherTab = () => html`<${Page} title=${words.otherTab.title}>
  <p>${words.otherTab.text}</p>
  <p class="actions"><${Button} kind="main" off=${room.busy} does=${takeTab}>${words.otherTab.resume}<//></p>
<//>`;

