/** What has been published, and what was committed to before. */

/** @import { Commitment, PublishedResult, Results } from "../types.d.ts" */

import { number, second, spokenTime, time } from "../format.js";
import { Button, copy, Note } from "../parts.js";
import { to } from "../router.js";
import { short } from "../standing.js";
import { mayAct, roundTitle } from "../state.js";
import { Table } from "../table.js";
import { html } from "../../shared/vendor/preact-htm.js";
import { form } from "../words/draft.js";
import { results as said } from "../words/results.js";

/** Shortened to look at, whole to copy. @param {{of: string, what: string}} props */
const Digest = ({ of, what }) => html`<span class="digest"><span class="code">${short(of)}</span>
  <${Button} kind="quiet" icon="copy" name=${said.copyOf(what)} does=${() => void copy(of)}>${said.copy}<//></span>`;

/** @param {{now: Results}} props */
export function Published({ now: { published } }) {
  const last = published.at(-1);
  return html`<section aria-labelledby="published">
    <h2 id="published">${said.published}</h2>
    ${last
      ? html`<${Note} tone="forest" icon="yes">${said.wasPublished(last.number, spokenTime(last.at))}<//>
        <div class="actions">
          <a class="button plain" href="/ket-qua/">${said.page}</a>
          ${mayAct() && html`<a class="button plain" href=${to(["ket-qua", "giay-chung-nhan"])}>${said.certificates}</a>`}
        </div>
        <${Table} caption=${said.published} quiet rows=${[...published].reverse()} id=${(/** @type {PublishedResult} */ row) => row.number} columns=${columns} />`
      : html`<p>${said.nonePublished}</p>`}
  </section>`;
}

const columns = [
  { id: "number", head: said.number, heading: true, cell: (/** @type {PublishedResult} */ row) => number(row.number) },
  { id: "at", head: said.publishedAt, cell: (/** @type {PublishedResult} */ row) => time(row.at) },
  { id: "rounds", head: said.ofRounds, cell: (/** @type {PublishedResult} */ row) => row.rounds.map(roundTitle).join(", ") },
  { id: "reason", head: said.reason, cell: (/** @type {PublishedResult} */ row) => html`<${Why} row=${row} />` },
  { id: "manifest", head: said.manifest, cell: (/** @type {PublishedResult} */ row) => html`<${Digest} of=${row.manifest} what="${said.manifest.toLowerCase()} số ${row.number}" />` },
  { id: "file", head: said.file, cell: (/** @type {PublishedResult} */ row) => html`<a class="tall" href="/ho-so/${row.number}/ho-so.json">${said.openFile(row.number)}</a>` },
];

/** @param {{row: PublishedResult}} props */
const Why = ({ row }) => html`${row.reason || said.firstReason}
  ${row.corrections.length > 0 && html`<ul class="plain-list hint">
    ${row.corrections.map((each, i) => html`<li key=${i}><span class="code">${each.question}</span>: ${form.actions[each.action].toLowerCase()}. ${each.reason}</li>`)}
  </ul>`}`;

/** @param {{commitments: Commitment[]}} props */
export const Commitments = ({ commitments }) => html`<section aria-labelledby="commitments">
  <h2 id="commitments">${said.commitments}</h2>
  <p>${said.commitmentsHint}</p>
  ${commitments.length
    ? html`<${Table} caption=${said.commitments} quiet rows=${commitments} id=${(/** @type {Commitment} */ row) => row.number} columns=${[
        { id: "number", head: said.number, heading: true, cell: (/** @type {Commitment} */ row) => number(row.number) },
        { id: "round", head: said.round, cell: (/** @type {Commitment} */ row) => roundTitle(row.round) },
        { id: "kind", head: said.kind, cell: (/** @type {Commitment} */ row) => said.kinds[row.kind] ?? row.kind },
        { id: "at", head: said.committedAt, cell: (/** @type {Commitment} */ row) => second(row.at) },
        { id: "digest", head: said.commitment, cell: (/** @type {Commitment} */ row) => html`<${Digest} of=${row.digest} what="${said.commitment.toLowerCase()} số ${row.number}" />` },
      ]} />`
    : html`<p>${said.noCommitments}</p>`}
</section>`;
