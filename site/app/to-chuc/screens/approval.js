/** Approval: by somebody else than who proposed it, of exactly what was seen. */

/** @import { ResultDraft } from "../types.d.ts" */

import { approve, rebuild, rebuilds, withdraw } from "../api.js";
import { Ask } from "../dialog.js";
import { Tick } from "../field.js";
import { JobProgress, useJob } from "../job.js";
import { useAction } from "../load.js";
import { Button, Facts, Note, Trouble } from "../parts.js";
import { to, visit } from "../router.js";
import { short } from "../standing.js";
import { mayAct, say, state } from "../state.js";
import { html, useState } from "../../shared/vendor/preact-htm.js";
import { draft as said } from "../words/draft.js";
import { results as shared, site } from "../words/results.js";

/** @param {{draft: ResultDraft, reload: () => Promise<void>}} props */
export const Approval = ({ draft, reload }) => html`<section class="approval" aria-labelledby="approval">
  <h2 id="approval" tabindex="-1">${said.approval}</h2>
  ${draft.state === "ready" ? html`<${Waiting} draft=${draft} reload=${reload} />` : html`<p>${shared.states[draft.state]}. ${said.notReady}</p>`}
</section>`;

/** @param {{draft: ResultDraft, reload: () => Promise<void>}} props */
const Waiting = ({ draft, reload }) => html`<p>${said.sees}</p>
  <h3>${said.checklist}</h3>
  <ol class="steps">${said.checks.map((check) => html`<li>${check}</li>`)}</ol>
  ${draft.may_approve ? html`<${Approve} draft=${draft} reload=${reload} />` : html`<${Note} tone=${mayAct() ? "amber" : "sky"} icon="people">${whyNot(draft)}<//>`}
  ${mayAct() && html`<${Withdraw} reload=${reload} />`}`;

/** @param {ResultDraft} draft */
function whyNot(draft) {
  if (!mayAct()) return said.notMine;
  return draft.by === state.me?.username ? said.own : said.notReady;
}

/** The pages follow by themselves; where that fails, the screen they come to says so. @param {number} n */
async function refreshSite(n) {
  const { configured } = await rebuilds().catch(() => ({ configured: false }));
  if (configured) await rebuild(site.afterPublish(n)).catch(() => null);
}

/** @param {{draft: ResultDraft, reload: () => Promise<void>}} props */
function Approve({ draft, reload }) {
  const [seen, setSeen] = useState(false);
  const [error, setError] = useState(/** @type {string | null} */ (null));
  const action = useAction();
  const job = useJob();
  const publish = async () => {
    await job.watch((await approve(draft.digest ?? "")).job);
    await refreshSite(draft.number);
    say(shared.isPublished(draft.number));
    visit(to(["ket-qua"]));
  };
  const again = async (/** @type {unknown} */ problem) => {
    setSeen(false); // what comes now has not been seen
    await reload();
    throw problem;
  };
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    setError(seen ? null : said.unseen);
    if (!seen) return document.getElementById("seen")?.focus();
    void action.run(() => publish().catch(again));
  };
  return html`<form class="card" novalidate onSubmit=${submit}>
    <${Facts} rows=${[[shared.draft, `${draft.number}`], [shared.by, draft.by], [shared.digest, html`<span class="code">${short(draft.digest)}</span>`]]} />
    <${Trouble} problem=${action.problem} />
    <${Tick} id="seen" checked=${seen} tick=${setSeen} error=${error}>${said.seen_}<//>
    ${action.busy ? html`<${JobProgress} label=${said.publishing} now=${job.now} />` : html`<${Button} kind="main" submit icon="check">${said.approve(draft.number)}<//>`}
  </form>`;
}

/** @param {{reload: () => Promise<void>}} props */
function Withdraw({ reload }) {
  const [open, setOpen] = useState(false);
  const send = async (/** @type {string} */ reason) => {
    await withdraw(reason);
    visit(to(["ket-qua"]));
  };
  return html`<div class="actions"><${Button} icon="no" does=${() => setOpen(true)}>${said.withdraw}<//></div>
    ${open && html`<${Ask} title=${said.withdrawTitle} text=${said.withdrawText} yes=${said.withdrawYes} said=${said.withdrawn} close=${() => setOpen(false)}
      send=${(/** @type {string} */ reason) => send(reason).catch((problem) => reload().then(() => Promise.reject(problem)))} />`}`;
}
