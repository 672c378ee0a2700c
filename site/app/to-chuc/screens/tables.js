/** Who wins and who comes next, with what decided each row; agencies and what they have reached. */

/** @import { Candidate, CollectiveTable, RankedRow, RankedTable } from "../types.d.ts" */

import { reached, valueOf } from "../criteria.js";
import { number } from "../format.js";
import { Icon } from "../icons.js";
import { Mark } from "../parts.js";
import { to } from "../router.js";
import { agencyName, groupName } from "../state.js";
import { Table } from "../table.js";
import { html } from "../../shared/vendor/preact-htm.js";
import { called, words } from "../words.js";
import { draft as said } from "../words/draft.js";

/** @param {{tables: RankedTable[]}} props */
export const Rankings = ({ tables }) => html`<section aria-labelledby="rankings">
  <h2 id="rankings">${said.rankings}</h2>
  ${tables.map((table) => html`<${OneRanking} key=${table.id} table=${table} />`)}
</section>`;

/** @param {{table: RankedTable}} props */
function OneRanking({ table }) {
  const winners = table.rows.filter((row) => row.prize);
  const others = table.rows.filter((row) => !row.prize);
  const chain = Object.keys(table.rows[0]?.values ?? {});
  const used = chain.filter((criterion) => table.rows.some((row) => row.values[criterion] !== null));
  const unused = chain.filter((criterion) => !used.includes(criterion)).map((criterion) => called(said.criteria, criterion).toLowerCase());
  const columns = columnsOf(used);
  return html`<h3>${table.title}</h3>
    <p>${table.entrants ? said.entrants(table.entrants) : said.noRows} ${unused.length > 0 && said.unused(unused)}</p>
    ${winners.length > 0 && html`<${Table} caption="${said.winners}: ${table.title}" quiet rows=${winners} id=${(/** @type {RankedRow} */ row) => row.code} columns=${columns} />`}
    ${others.length > 0 && html`<details class="data-table">
      <summary><${Icon} name="down" /><span>${said.nextRows(others.length)}</span></summary>
      <${Table} caption=${said.nextOf(table.title)} quiet rows=${others} id=${(/** @type {RankedRow} */ row) => row.code} columns=${columns.filter((column) => column.id !== "prize")} />
    </details>`}`;
}

/** @param {string[]} used those criteria of the chain that anybody has a value of */
const columnsOf = (used) => [
  { id: "rank", head: said.rank, figure: true, cell: (/** @type {RankedRow} */ row) => html`<strong>${number(row.rank)}</strong>` },
  { id: "name", head: said.name, heading: true, bare: true, cell: (/** @type {RankedRow} */ row) => html`<${Person} row=${row} />` },
  ...used.map((criterion) => ({
    id: criterion,
    head: called(said.criteria, criterion),
    figure: true,
    cell: (/** @type {RankedRow} */ row) => html`<span class="value">${valueOf(criterion, row.values[criterion])}</span>`,
  })),
  { id: "decided", head: said.decided, cell: (/** @type {RankedRow} */ row) => html`<span class="decided">${row.decided.replace(/^hơn nhờ: /, "") || "–"}</span>` },
  { id: "prize", head: said.prize, cell: (/** @type {RankedRow} */ row) => html`<strong class="prize">${row.prize ?? said.noPrize}</strong>` },
];

/** @param {{row: RankedRow}} props */
const Person = ({ row }) => html`<a class="tall" href=${to(["nguoi-du-thi", row.code])}>${row.name || said.erased}</a>
  <span class="under-name">${row.agency ? row.agency_name ?? agencyName(row.agency) : words.citizen}, ${groupName(row.group)} · <span class="code">${row.code}</span></span>`;

/** @param {{tables: CollectiveTable[]}} props */
export const Collective = ({ tables }) =>
  tables.length > 0 && html`<section aria-labelledby="collective">
    <h2 id="collective">${said.collective}</h2>
    ${tables.map((table) => html`<h3 key=${table.id}>${table.title}</h3>
      ${table.candidates.length
        ? html`<${Table} caption=${table.title} quiet rows=${inOrder(table.candidates)} id=${(/** @type {Candidate} */ row) => row.agency} columns=${agencyColumns(table.candidates[0])} />`
        : html`<p>${said.noCandidates}</p>`}`)}
  </section>`;

/** Placed ones first. @param {Candidate[]} candidates */
const inOrder = (candidates) => [...candidates].sort((a, b) => (a.place ?? Infinity) - (b.place ?? Infinity) || 0);

/** @param {Candidate} first */
const agencyColumns = (first) => [
  { id: "place", head: said.place, figure: true, cell: (/** @type {Candidate} */ row) => (row.place === null ? html`<span class="hint">${said.noPlace}</span>` : html`<strong>${number(row.place)}</strong>`) },
  { id: "name", head: said.agency, heading: true, bare: true, cell: (/** @type {Candidate} */ row) => html`<a class="tall" href=${to(["co-quan", row.agency])}>${row.name}</a>` },
  ...first.criteria.map(({ criterion }) => ({
    id: criterion,
    head: called(said.criteria, criterion),
    cell: (/** @type {Candidate} */ row) => html`<${Reached_} of=${row.criteria.find((each) => each.criterion === criterion)} />`,
  })),
  { id: "decided", head: said.why, cell: (/** @type {Candidate} */ row) => html`<span class="decided">${row.decided || "–"}</span>` },
  { id: "prize", head: said.prize, cell: (/** @type {Candidate} */ row) => html`<strong>${row.prize ?? said.noPrize}</strong>` },
];

/** @param {{of: Candidate["criteria"][0] | undefined}} props */
function Reached_({ of }) {
  if (!of) return "–";
  const { told, met } = reached(of);
  if (met === null) return told;
  return html`${told} <${Mark} icon=${met ? "yes" : "no"} tone=${met ? "forest" : "brick"}>${met ? said.met : said.unmet}<//>`;
}
