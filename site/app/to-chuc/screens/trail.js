/** The audit trail: what was done, by whom, why; and what was refused. */

/** @import { AuditEntry, Trail as Trail_ } from "../types.d.ts" */

import { trail } from "../api.js";
import { number, second, time } from "../format.js";
import { useAction, useLoaded } from "../load.js";
import { Button, Loaded, Note, Page, Trouble } from "../parts.js";
import { Table } from "../table.js";
import { html, useState } from "../../shared/vendor/preact-htm.js";
import { called, words } from "../words.js";
import { trail as said } from "../words/work.js";

export function Trail() {
  const loading = useLoaded(() => trail(null), []);
  return html`<${Page} title=${said.title} wide>
    <p>${said.intro}</p>
    <${Loaded} of=${loading}>
      ${(/** @type {Trail_} */ now) => html`
        ${now.intact ? html`<${Note} tone="forest" icon="yes">${said.intact}<//>` : html`<div role="alert"><${Note} tone="brick">${said.broken}<//></div>`}
        <${Entries} now=${now} put=${loading.put} />
        <${Refused} refused=${now.refused} />`}
    <//>
  <//>`;
}

/** @param {{now: Trail_, put: (now: Trail_) => void}} props */
function Entries({ now, put }) {
  const action = useAction();
  const more = async () => {
    const older = await trail(now.next);
    put({ ...now, entries: [...now.entries, ...older.entries], next: older.next, intact: now.intact && older.intact });
  };
  return html`<section>
    <h2>${said.entries}</h2>
    ${now.entries.length ? html`<${Table} caption=${said.entries} quiet rows=${now.entries} id=${(/** @type {AuditEntry} */ entry) => entry.n} columns=${columns} />` : html`<p>${said.none}</p>`}
    <${Trouble} problem=${action.problem} />
    ${now.next !== null && html`<div class="actions"><${Button} off=${action.busy} does=${() => void action.run(more)}>${action.busy ? words.loading : said.older}<//></div>`}
  </section>`;
}

const columns = [
  { id: "n", head: said.n, heading: true, cell: (/** @type {AuditEntry} */ entry) => number(entry.n) },
  { id: "at", head: said.at, cell: (/** @type {AuditEntry} */ entry) => second(entry.at) },
  { id: "actor", head: said.actor, cell: (/** @type {AuditEntry} */ entry) => html`${entry.actor}<br /><span class="hint">${called(words.roles, entry.role)}</span>` },
  { id: "action", head: said.action, cell: (/** @type {AuditEntry} */ entry) => called(said.actions, entry.action) },
  { id: "target", head: said.target, cell: (/** @type {AuditEntry} */ entry) => entry.target || "–" },
  { id: "reason", head: said.reason, cell: (/** @type {AuditEntry} */ entry) => entry.reason || "–" },
  { id: "detail", head: said.detail, cell: (/** @type {AuditEntry} */ entry) => html`<${Detail} entry=${entry} />` },
];

/** @param {{entry: AuditEntry}} props */
function Detail({ entry }) {
  const [open, setOpen] = useState(false);
  return html`<${Button} kind="quiet" expanded=${open} icon=${open ? "up" : "down"} name="${said.detail} ${number(entry.n)}" does=${() => setOpen(!open)}>${said.detail}<//>
    ${open && html`<p class="raw">${entry.detail || "–"}</p><p class="raw hint">${said.hash}: ${entry.hash}</p>`}`;
}

/** @typedef {Trail_["refused"][0]} Refusal */

/** @param {{refused: Refusal[]}} props */
const Refused = ({ refused }) => html`<section>
  <h2>${said.refused}</h2>
  ${refused.length ? html`<${Table} caption=${said.refused} quiet rows=${refused} id=${(/** @type {Refusal} */ row) => `${row.minute} ${row.code}`} columns=${[
    { id: "minute", head: said.minute, heading: true, cell: (/** @type {Refusal} */ row) => time(row.minute) },
    { id: "code", head: said.code, cell: (/** @type {Refusal} */ row) => called(said.codes, row.code) },
    { id: "count", head: said.times, figure: true, cell: (/** @type {Refusal} */ row) => number(row.count) },
  ]} />` : html`<p>${said.noRefused}</p>`}
</section>`;
