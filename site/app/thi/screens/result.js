/** The result, worth keeping. Only the drawing of its QR code is fetched when it is needed. */

/** @import { KeptResult } from "../types.d.ts" */

import { vietnamTime } from "../clock.js";
import { Icon } from "../icons.js";
import { toLobby } from "../journey.js";
import { Button, Facts, Note, Page, Time, download } from "../parts.js";
import { room, roundById } from "../room.js";
import { html, useEffect, useState } from "../../shared/vendor/preact-htm.js";
import { words } from "../words.js";

/** @param {{result: KeptResult}} props */
export function Result({ result }) {
  const title = words.result.title(roundById(result.round)?.title ?? result.round);
  return html`<${Page} title=${title}>
    ${result.differs && html`<${Note} tone="amber">${words.result.differs}<//>`}
    <p class="thanks"><${Icon} name="received" /> ${result.score === null ? words.result.hidden : words.result.thanks}</p>
    <${Score} result=${result} />
    <${Facts} rows=${factsOf(result)} />
    <${Receipt} result=${result} />
    <p class="actions apart">
      <${Button} kind="main" off=${room.busy} does=${() => void toLobby()}>${words.toLobby}<//>
    </p>
  <//>`;
}

/** @param {{result: KeptResult}} props */
const Score = ({ result: { score, max_score } }) =>
  score !== null &&
  html`<p class="big-score">
    <span class="label">${words.result.score}</span> <strong>${words.number(score)}</strong>
    <span>${words.result.outOf(words.number(max_score))}</span>
  </p>`;

/** @param {KeptResult} result @returns {([unknown, unknown] | false)[]} */
const factsOf = (result) => [
  result.correct !== null && [words.result.correct, `${result.correct}/${result.total}`],
  [words.result.duration, words.span(result.duration_s)],
  [words.result.at, html`<${Time} at=${result.submitted_at} />`],
  [words.result.attempt, result.attempt],
  [words.result.left, result.attempts_left],
  [words.result.code, html`<span class="code">${room.session?.candidate_code}</span>`],
];

/** The receipt with enough words around it to be understood in a year. @param {KeptResult} result */
function receiptFile(result) {
  const { result: w } = words;
  const lines = [
    room.contest.contest.name,
    w.title(roundById(result.round)?.title ?? result.round),
    `${w.code}: ${room.session?.candidate_code}`,
    `${w.attempt}: ${result.attempt}`,
    `${w.at}: ${vietnamTime(result.submitted_at)} (${words.vietnamTime})`,
    result.score !== null && `${w.score}: ${words.number(result.score)}/${words.number(result.max_score)}`,
  ];
  return `\ufeff${lines.filter(Boolean).join("\r\n")}\r\n\r\n${w.receipt}:\r\n${result.receipt}\r\n`;
}

/** @param {{result: KeptResult}} props */
function Receipt({ result }) {
  const [said, say] = useState("");
  const copy = () =>
    navigator.clipboard.writeText(result.receipt).then(
      () => say(words.result.copied),
      () => say(words.result.notCopied),
    );
  const file = () => download(`bien-nhan-${result.round}-${result.attempt}.txt`, receiptFile(result), "text/plain");
  return html`<section class="receipt">
    <h2>${words.result.receipt}</h2>
    <p>${words.result.receiptHint}</p>
    <${Qr} text=${result.receipt} />
    <p class="receipt-text" role="textbox" aria-readonly="true" aria-multiline="true" aria-label=${words.result.text}
      tabindex="0">${result.receipt}</p>
    <p class="actions">
      <${Button} icon="copy" does=${copy}>${words.result.copy}<//>
      <${Button} icon="download" does=${file}>${words.result.download}<//>
    </p>
    <p role="status">${said}</p>
  </section>`;
}

/** One path of unit squares: sharp at any size, and nothing the page's security policy would mind.
 *  @param {string} text */
async function squares(text) {
  const { generate } = await import("../../shared/vendor/lean-qr.js");
  const code = generate(text);
  const line = Array.from({ length: code.size }, (_, i) => i);
  const dark = line.flatMap((y) => line.filter((x) => code.get(x, y)).map((x) => `M${x} ${y}h1v1h-1z`));
  return { size: code.size, path: dark.join("") };
}

/** @param {{text: string}} props */
function Qr({ text }) {
  const [{ size, path }, draw] = useState({ size: 0, path: "" });
  useEffect(() => void squares(text).then(draw, () => {}), [text]); // without it there is still the text
  if (!size) return null;
  return html`<svg class="qr" role="img" aria-label=${words.result.qr} viewBox="-4 -4 ${size + 8} ${size + 8}"
    shape-rendering="crispEdges"><path d=${path} /></svg>`;
}
