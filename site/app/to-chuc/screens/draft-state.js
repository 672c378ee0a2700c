/** Where the draft stands, and the way on: work it out, look at it, approve it. */

/** @import { ResultDraft, Results } from "../types.d.ts" */
/** @import { IconName } from "../icons.js" */

import { keep, kept } from "../asking.js";
import { spokenTime } from "../format.js";
import { JobProgress, useJob } from "../job.js";
import { useAction } from "../load.js";
import { Button, Facts, Mark, Note, Trouble } from "../parts.js";
import { to } from "../router.js";
import { busy, corrects, mayRank, readable, short } from "../standing.js";
import { mayAct, say } from "../state.js";
import { RankDialog } from "./rank-dialog.js";
import { html, useEffect, useState } from "../../shared/vendor/preact-htm.js";
import { results as said } from "../words/results.js";

/** Opens the dialog, and follows the work it has started. @param {() => Promise<void>} reload */
export function useRanking(reload) {
  const action = useAction();
  const job = useJob();
  const [open, setOpen] = useState(false);
  const begun = (/** @type {string} */ id) =>
    void action.run(async () => {
      setOpen(false);
      void reload();
      requestAnimationFrame(() => (document.getElementById("draft") ?? document.querySelector("h1"))?.focus());
      await job.watch(id).finally(reload);
      keep(null);
      say(said.ranked);
    });
  return { action, job, open, begun, ask: () => setOpen(true), close: () => setOpen(false) };
}

/** @param {{now: Results, reload: () => Promise<void>}} props */
export function DraftState({ now, reload }) {
  const ranking = useRanking(reload);
  const { draft } = now;
  const theirs = busy(draft) && !ranking.action.busy ? draft?.job : undefined;
  useEffect(() => {
    // What somebody else has begun, or oneself before going away: how it ends, the draft tells.
    if (theirs) void ranking.job.watch(theirs).catch(() => {}).finally(reload);
  }, [theirs]);
  const waits = ranking.action.busy || busy(draft);
  return html`<section aria-labelledby="draft">
    <h2 id="draft" tabindex="-1">${said.draft}</h2>
    <${Trouble} problem=${ranking.action.problem} />
    ${draft ? html`<${Summary} draft=${draft} told=${Boolean(ranking.action.problem)} />` : !waits && html`<p>${said.noDraft}</p>`}
    ${waits && html`<${JobProgress} label=${draft?.state === "publishing" ? said.states.publishing : said.ranking} now=${ranking.job.now} />
      <p class="hint">${said.rankingHint}</p>`}
    <${Ways} now=${now} off=${waits} ask=${ranking.ask} />
    ${ranking.open && html`<${RankDialog} now=${now} close=${ranking.close} begun=${ranking.begun} />`}
  </section>`;
}

/** @type {Record<ResultDraft["state"], [IconName, string]>} */
const SIGNS = {
  waiting: ["clock", "sky"],
  running: ["clock", "sky"],
  ready: ["unknown", "amber"],
  failed: ["alert", "brick"],
  publishing: ["clock", "sky"],
  published: ["yes", "forest"],
  withdrawn: ["no", ""],
};

/** @param {{state: ResultDraft["state"]}} props */
export const StateMark = ({ state }) => html`<${Mark} icon=${SIGNS[state][0]} tone=${SIGNS[state][1]}>${said.states[state]}<//>`;

/** @param {{draft: ResultDraft, told: boolean}} props `told`: why it failed stands above already */
const Summary = ({ draft, told }) => html`<article class="card">
  <header>
    <h3>${said.draftOf(draft.number)}</h3>
    <${StateMark} state=${draft.state} />
  </header>
  ${draft.state === "failed" && !told && html`<${Note} tone="brick"><p>${draft.words}</p><p>${said.failed}</p><//>`}
  <${Facts} rows=${[
    [said.reason, draft.reason],
    [said.by, draft.by],
    [said.at, spokenTime(draft.at)],
    readable(draft) && [said.digest, html`<span class="code">${short(draft.digest)}</span>`],
  ]} />
</article>`;

/** @param {{now: Results, off: boolean, ask: () => void}} props */
function Ways({ now, off, ask }) {
  const { draft } = now;
  const look = readable(draft) && !off;
  const can = mayAct() && mayRank(now) && !off;
  return html`${!can && !off && !draft && html`<p class="hint">${said.notReady}</p>`}
    <div class="actions">
      ${look && html`<a class="button ${draft.state === "ready" ? "main" : "plain"}" href=${to(["ket-qua", "du-thao"])}>${lookWords(draft)}</a>`}
      ${can && html`<${Button} kind=${draft?.state === "ready" || draft?.state === "published" ? "plain" : "main"} icon="award" does=${ask}>${wordsFor(draft, corrects(now))}<//>`}
    </div>`;
}

/** @param {ResultDraft} draft */
const lookWords = (draft) => (draft.state === "published" ? said.lookAgain : draft.may_approve ? said.lookAndApprove : said.look);

/** @param {ResultDraft | null} draft @param {boolean} correcting */
function wordsFor(draft, correcting) {
  if (kept()) return said.goOn;
  if (draft?.state === "ready") return said.rankAgain;
  return correcting ? said.correct : said.rank;
}
