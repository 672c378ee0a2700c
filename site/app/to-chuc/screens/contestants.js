/** Contestants: searched and filtered by the server, fifty a page; what is asked stands in the address. */

/** @import { Row, Rows } from "../types.d.ts" */

import { contestants } from "../api.js";
import { AgencyChoice, Choice, Entry, groupOptions } from "../field.js";
import { number, time } from "../format.js";
import { useLoaded } from "../load.js";
import { AsOf, Button, Flags, Loaded, Page } from "../parts.js";
import { place, settle, to, visit } from "../router.js";
import { agencyName, groupName, roundTitle } from "../state.js";
import { Table } from "../table.js";
import { html, useState } from "../../shared/vendor/preact-htm.js";
import { called, words } from "../words.js";
import { contestants as said } from "../words/people.js";

const ASKED = /** @type {const} */ (["q", "agency", "group", "state", "flag"]);

/** What the address asks for. */
function asked() {
  const { query } = place();
  return Object.fromEntries(ASKED.map((name) => [name, query.get(name) ?? ""]));
}

export function Contestants() {
  const now = asked();
  const page = place().query.get("page") ?? "1";
  const loading = useLoaded(() => contestants({ ...now, page }), [JSON.stringify(now), page]);
  return html`<${Page} title=${said.title} wide>
    <${Search} now=${now} />
    <div class=${loading.busy ? "fading" : ""} aria-busy=${String(loading.busy)}>
      <${Loaded} of=${loading}>${(/** @type {Rows} */ rows) => html`<${Found} rows=${rows} now=${now} />`}<//>
    </div>
  <//>`;
}

/** @param {{now: Record<string, string>}} props */
function Search({ now }) {
  const [q, setQ] = useState(now.q);
  const ask = (/** @type {Record<string, string>} */ change) => settle(to(["nguoi-du-thi"], { ...now, q, ...change }));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    ask({});
  };
  const clear = () => {
    setQ("");
    settle(to(["nguoi-du-thi"]));
  };
  return html`<form class="filter" role="search" aria-label=${said.filter} onSubmit=${submit}>
    <div class="search-line">
      <${Entry} id="q" label=${said.search} hint=${said.searchHint} value=${q} fill=${setQ} more=${{ type: "search", autocomplete: "off" }} />
      <${Button} kind="main" submit icon="signals">${said.find}<//>
    </div>
    <${AgencyChoice} id="agency" label=${words.agency} none=${words.all} value=${now.agency} fill=${(/** @type {string} */ agency) => ask({ agency })} />
    <${Choice} id="group" label=${words.group} value=${now.group} fill=${(/** @type {string} */ group) => ask({ group })} options=${[["", words.all], ...groupOptions("")]} />
    <${Choice} id="state" label=${said.state} value=${now.state} fill=${(/** @type {string} */ state) => ask({ state })} options=${pick(words.states, ["not_registered", "registered", "inside", "took_part"])} />
    <${Choice} id="flag" label=${said.flag} value=${now.flag} fill=${(/** @type {string} */ flag) => ask({ flag })} options=${pick(words.flags, Object.keys(words.flags))} />
    ${Object.values(now).some(Boolean) && html`<${Button} does=${clear}>${said.clear}<//>`}
  </form>`;
}

/** @param {object} of @param {string[]} ids @returns {[string, string][]} */
const pick = (of, ids) => [["", words.all], ...ids.map((id) => /** @type {[string, string]} */ ([id, called(of, id)]))];

/** @param {{rows: Rows, now: Record<string, string>}} props */
const Found = ({ rows, now }) => html`<${AsOf} at=${rows.as_of} />
  <p role="status">${rows.total ? `${said.found(rows.total)} ${said.page(rows.page, rows.pages)}.` : said.nothing}</p>
  ${rows.rows.length > 0 && html`<${Table} caption=${said.title} quiet rows=${rows.rows} id=${(/** @type {Row} */ row) => row.key} columns=${columns} />`}
  ${rows.pages > 1 && html`<${Pages} rows=${rows} now=${now} />`}`;

const columns = [
  { id: "name", head: said.name, heading: true, bare: true, cell: (/** @type {Row} */ row) => html`<${Name} row=${row} />` },
  { id: "code", head: said.code, cell: (/** @type {Row} */ row) => html`<span class="code">${row.code ?? said.noCode}</span>` },
  { id: "agency", head: words.agency, cell: (/** @type {Row} */ row) => (row.agency ? agencyName(row.agency) : words.citizen) },
  { id: "group", head: words.group, cell: (/** @type {Row} */ row) => groupName(row.group) },
  { id: "took", head: said.tookPart, cell: (/** @type {Row} */ row) => (row.took_part_at ? time(row.took_part_at) : "–") },
  { id: "rounds", head: said.rounds, cell: (/** @type {Row} */ row) => html`<${Results} row=${row} />` },
  { id: "flags", head: said.flags, cell: (/** @type {Row} */ row) => (row.flags.length ? html`<${Flags} flags=${row.flags} />` : "–") },
];

/** @param {{row: Row}} props */
const Name = ({ row }) => {
  const name = row.name || said.erasedName;
  return html`<a class="tall" href=${to(["nguoi-du-thi", row.code ?? row.key])}>${name}</a>`;
};

/** @param {{row: Row}} props */
function Results({ row }) {
  const entries = Object.entries(row.rounds);
  if (!entries.length) return said.noEntries;
  return html`<ul class="plain-list">${entries.map(([round, entry]) => html`<li key=${round}>
    ${roundTitle(round)}: ${entry.score === null ? called(words.states, entry.state).toLowerCase() : `${number(entry.score)}/${number(entry.max_score ?? 0)}`}, ${said.attempts(entry.attempts)}
  </li>`)}</ul>`;
}

/** @param {{rows: Rows, now: Record<string, string>}} props */
function Pages({ rows: { page, pages }, now }) {
  const go = (/** @type {number} */ n) => () => visit(to(["nguoi-du-thi"], { ...now, page: n }));
  return html`<nav class="pages" aria-label=${said.pages}>
    <${Button} icon="previous" off=${page <= 1} does=${go(page - 1)}>${said.previous}<//>
    <span>${said.page(page, pages)}</span>
    <${Button} after="next" off=${page >= pages} does=${go(page + 1)}>${said.next}<//>
  </nav>`;
}
