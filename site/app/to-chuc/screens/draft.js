/** The draft as its approver reads it: what is amiss, who moves, who wins, how questions did, and the approval. */

/** @import { ResultDraft, Results } from "../types.d.ts" */

import { number, spokenTime } from "../format.js";
import { JobProgress } from "../job.js";
import { Button, Facts, Loaded, Note, Page, Trouble } from "../parts.js";
import { to } from "../router.js";
import { busy, mayRank, readable, short } from "../standing.js";
import { mayAct } from "../state.js";
import { Approval } from "./approval.js";
import { ChangesView } from "./changes.js";
import { StateMark, useRanking } from "./draft-state.js";
import { Items } from "./items.js";
import { RankDialog } from "./rank-dialog.js";
import { useResults } from "./results.js";
import { Collective, Rankings } from "./tables.js";
import { html, useState } from "../../shared/vendor/preact-htm.js";
import { draft as said, form } from "../words/draft.js";
import { results as shared } from "../words/results.js";

const Back = () => html`<p class="no-print"><a class="tall" href=${to(["ket-qua"])}>← ${said.back}</a></p>`;

export function Draft() {
  const loading = useResults();
  const { draft } = loading.data ?? { draft: null };
  const title = draft ? shared.draftOf(draft.number) : shared.draft;
  return html`<${Page} title=${title} wide kicker=${html`<${Back} />`}>
    <${Loaded} of=${loading}>
      ${(/** @type {Results} */ now) => html`<${Whole} now=${now} reload=${loading.reload} />`}
    <//>
  <//>`;
}

/** @param {{now: Results, reload: () => Promise<void>}} props */
function Whole({ now, reload }) {
  const ranking = useRanking(reload);
  const [question, setQuestion] = useState("");
  const { draft } = now;
  if (ranking.action.busy) return html`<${JobProgress} label=${shared.ranking} now=${ranking.job.now} />`;
  const trouble = html`<${Trouble} problem=${ranking.action.problem} />`;
  if (!readable(draft)) return html`${trouble}<${Unreadable} draft=${draft} />`;
  const correct = mayAct() && mayRank(now) ? (/** @type {string} */ id) => (setQuestion(id), ranking.ask()) : undefined;
  return html`${trouble}
    <${Head} draft=${draft} />
    <${Warnings} warnings=${draft.warnings} />
    <${ChangesView} draft=${draft} />
    <${Rankings} tables=${draft.rankings} />
    <${Collective} tables=${draft.collective} />
    <${Items} items=${draft.items} correct=${correct} />
    <${Approval} draft=${draft} reload=${reload} />
    ${ranking.open && html`<${RankDialog} now=${now} question=${question} close=${ranking.close} begun=${ranking.begun} />`}`;
}

/** @param {{draft: ResultDraft | null}} props */
function Unreadable({ draft }) {
  if (draft?.state === "failed") return html`<div role="alert"><${Note} tone="brick"><p>${draft.words}</p><p>${shared.failed}</p><//></div>`;
  return html`<p role="status">${busy(draft) ? said.notYet : said.none}</p>`;
}

/** Past what lies between, for whoever has read it before. */
function jump() {
  const target = document.getElementById("approval");
  target?.scrollIntoView();
  target?.focus();
}

/** @param {{draft: ResultDraft}} props */
const Head = ({ draft }) => html`<section aria-labelledby="summary">
  <h2 id="summary" class="spoken">${said.summary}</h2>
  <dl class="figures"><${Counts} draft=${draft} /></dl>
  <${Facts} rows=${[
    [shared.state, html`<${StateMark} state=${draft.state} />`],
    [shared.reason, draft.reason],
    [shared.by, draft.by],
    [shared.at, spokenTime(draft.at)],
    [shared.asOf, spokenTime(draft.as_of)],
    draft.lot && [shared.lot, draft.lot],
    draft.corrections.length > 0 && [shared.corrections, html`<${Made} draft=${draft} />`],
    [shared.digest, html`<span class="code">${short(draft.digest)}</span><br /><span class="hint">${shared.digestHint}</span>`],
  ]} />
  ${draft.state === "ready" && html`<div class="actions"><${Button} icon="down" does=${jump}>${said.toApproval}<//></div>`}
</section>`;

/** @param {{draft: ResultDraft}} props */
function Counts({ draft }) {
  const agencies = draft.collective.flatMap((each) => each.candidates).filter((each) => each.prize);
  const winners = draft.rankings.flatMap((each) => each.rows).filter((row) => row.prize);
  const { changes } = draft;
  const counts = /** @type {[string, number | undefined][]} */ ([
    [said.winners, winners.length],
    [said.agencies, agencies.length],
    [said.moved, changes?.moved],
    [said.changedPrizes, changes && new Set(changes.prizes.map((each) => each.code)).size],
    [said.changedAgencies, changes && new Set(changes.collective.map((each) => each.agency)).size],
  ]);
  return counts.map(([name, n]) => typeof n === "number" && html`<div key=${name}><dt>${name}</dt><dd>${number(n)}</dd></div>`);
}

/** @param {{draft: ResultDraft}} props */
const Made = ({ draft }) => html`<ul class="plain-list">
  ${draft.corrections.map((each, i) => html`<li key=${i}><span class="code">${each.question}</span>: ${form.actions[each.action].toLowerCase()}${optionsOf(draft, each)}. ${each.reason}</li>`)}
</ul>`;

/** @param {ResultDraft} draft @param {ResultDraft["corrections"][0]} made */
function optionsOf(draft, { question, options }) {
  const item = draft.items.find((each) => each.question === question);
  return options.length ? ` «${options.map((i) => item?.options[i] ?? i + 1).join("»; «")}»` : "";
}

/** @param {{warnings: string[]}} props */
const Warnings = ({ warnings }) => html`<section aria-labelledby="warnings">
  <h2 id="warnings">${said.warnings}</h2>
  ${warnings.length
    ? html`<${Note} tone="amber"><ul>${warnings.map((warning) => html`<li>${warning}</li>`)}</ul><//>`
    : html`<${Note} tone="forest" icon="yes">${said.noWarnings}<//>`}
</section>`;
