/** The public pages: whether they show what is published, and building them anew. */

/** @import { Rebuilds } from "../types.d.ts" */

import { rebuild, rebuilds } from "../api.js";
import { Ask } from "../dialog.js";
import { spokenTime, time } from "../format.js";
import { useEvery, useLoaded } from "../load.js";
import { Button, Facts, Loaded, Mark, Note } from "../parts.js";
import { mayAct } from "../state.js";
import { Table } from "../table.js";
import { html, useState } from "../../shared/vendor/preact-htm.js";
import { site as said } from "../words/results.js";

const OFTEN = 3_000;
const SELDOM = 60_000;

/** @typedef {Rebuilds["runs"][0]} Run */

/** @param {Rebuilds | null} now */
const active = (now) => now?.runs.some((run) => run.state === "queued" || run.state === "running");

export function PublicSite() {
  const loading = useLoaded(rebuilds, []);
  const reload = () => void (loading.busy || loading.reload());
  useEvery(() => active(loading.data) && reload(), OFTEN);
  useEvery(() => active(loading.data) || reload(), SELDOM);
  return html`<section aria-labelledby="public-site">
    <h2 id="public-site">${said.title}</h2>
    <p>${said.hint}</p>
    <${Loaded} of=${loading}>
      ${(/** @type {Rebuilds} */ now) => html`<${Standing} now=${now} />
        ${active(now) && html`<div class="progress"><p><strong>${said.running}</strong></p><progress aria-label=${said.running}></progress></div>`}
        <${Facts} rows=${[
          [said.built, now.built ? said.builtOf(now.built.result, spokenTime(now.built.at)) : said.notBuilt],
          [said.on, said.kinds[now.kind]],
        ]} />
        ${mayAct() && now.configured && html`<${Again} off=${Boolean(active(now))} urgent=${now.stale} reload=${loading.reload} />`}
        ${now.configured && html`<${Runs} runs=${now.runs} />`}`}
    <//>
  </section>`;
}

/** Said anew when it changes, for those who can't see it. @param {{now: Rebuilds}} props */
const Standing = ({ now }) => html`<div role="status">
  ${!now.configured && html`<${Note} tone="amber">${said.none}<//>`}
  ${now.problem && html`<${Note} tone="brick">${now.problem}<//>`}
  ${now.stale && !active(now) && html`<${Note} tone="amber">${said.stale}<//>`}
  ${!now.stale && html`<${Note} tone="forest" icon="yes">${said.fresh}<//>`}
</div>`;

/** @param {{off: boolean, urgent: boolean, reload: () => Promise<void>}} props */
function Again({ off, urgent, reload }) {
  const [open, setOpen] = useState(false);
  const send = async (/** @type {string} */ reason) => {
    await rebuild(reason);
    await reload();
  };
  return html`<div class="actions"><${Button} kind=${urgent && !off ? "main" : "plain"} icon="refresh" off=${off} does=${() => setOpen(true)}>${said.rebuild}<//></div>
    ${open && html`<${Ask} title=${said.asking} text=${said.askingText} yes=${said.yes} said=${said.said} close=${() => setOpen(false)} send=${send} />`}`;
}

const SIGNS = /** @type {const} */ ({ queued: ["clock", "sky"], running: ["refresh", "sky"], done: ["yes", "forest"], failed: ["no", "brick"] });

/** @param {{runs: Run[]}} props */
const Runs = ({ runs }) => html`<h3>${said.runs}</h3>
  ${runs.length
    ? html`<${Table} caption=${said.runs} quiet rows=${runs} columns=${[
        { id: "at", head: said.at, heading: true, cell: (/** @type {Run} */ run) => time(run.at) },
        { id: "state", head: said.state, cell: (/** @type {Run} */ run) => html`<${Mark} icon=${SIGNS[run.state][0]} tone=${SIGNS[run.state][1]}>${said.states[run.state]}<//>` },
        { id: "by", head: said.by, cell: (/** @type {Run} */ run) => run.by || "–" },
        { id: "words", head: said.detail, cell: (/** @type {Run} */ run) => html`${run.words || "–"}${run.url && html` <a class="tall" href=${run.url} rel="noreferrer">${said.log}</a>`}` },
      ]} />`
    : html`<p>${said.noRuns}</p>`}`;
