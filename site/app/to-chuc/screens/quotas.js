/** Quotas: the province, its levels, its agencies, their groups; now or as of any past moment. */

/** @import { Figures, LevelFigures, Quotas as Quotas_ } from "../types.d.ts" */

import { quotas } from "../api.js";
import { number, spokenTime, time } from "../format.js";
import { useLoaded } from "../load.js";
import { AsOf, Button, Loaded, Mark, Note, Page } from "../parts.js";
import { place, refine, to } from "../router.js";
import { state } from "../state.js";
import { AgencyFilter, matching } from "./agency-filter.js";
import { AgencyBar, LinesTable, Met } from "./figures.js";
import { PastForm } from "./past.js";
import { Table } from "../table.js";
import { html, useState } from "../../shared/vendor/preact-htm.js";
import { words } from "../words.js";
import { quotas as said } from "../words/figures.js";

export function Quotas() {
  const asOf = place().query.get("tinh-den") ?? "";
  const loading = useLoaded(() => quotas(asOf), [asOf]);
  const past = state.me?.role !== "drafter";
  return html`<${Page} title=${said.title} wide>
    ${asOf && html`<${Past} asOf=${asOf} />`}
    <${Loaded} of=${loading}>
      ${(/** @type {Quotas_} */ now) => html`${!asOf && html`<${AsOf} at=${now.as_of} reload=${() => void loading.reload()} />`}
        <p class="hint">${said.headcountsOf(time(now.headcounts.at), now.headcounts.source)}</p>
        <${Levels} levels=${now.levels} />
        <${AgencyTable} agencies=${now.agencies} />`}
    <//>
    ${past && html`<${PastForm} asOf=${asOf} arrived=${(/** @type {string} */ moment) => refine({ "tinh-den": moment })} again=${loading.reload} />`}
  <//>`;
}

/** @param {{asOf: string}} props */
const Past = ({ asOf }) => html`<${Note} tone="amber" icon="clock">
  <p>${said.isPast(spokenTime(asOf))}</p>
  <${Button} does=${() => refine({ "tinh-den": null })}>${said.toNow}<//>
<//>`;

/** @param {{levels: LevelFigures[]}} props */
const Levels = ({ levels }) => html`<${Table} caption=${said.levels} rows=${levels} id=${(/** @type {LevelFigures} */ row) => row.level} columns=${[
  { id: "level", head: said.level, heading: true, bare: true, cell: (/** @type {LevelFigures} */ row) => words.levels[row.level] },
  { id: "met", head: said.metAgencies, figure: true, cell: metOf },
  { id: "participants", head: said.participants, figure: true, cell: (/** @type {LevelFigures} */ row) => number(row.participants) },
  { id: "headcount", head: said.headcount, figure: true, cell: (/** @type {LevelFigures} */ row) => (row.headcount ? number(row.headcount) : words.unknown) },
  { id: "owed", head: said.owed, figure: true, cell: (/** @type {LevelFigures} */ row) => number(row.owed) },
  { id: "missing", head: said.missing, figure: true, cell: (/** @type {LevelFigures} */ row) => number(row.missing) },
  { id: "rate", head: said.rate, cell: (/** @type {LevelFigures} */ row) => html`<${AgencyBar} of=${{ ...row, met: row.met + row.unknown === row.agencies }} />` },
]} />`;

/** Where nothing is owed there is nothing to meet. @param {LevelFigures} row */
const metOf = (row) => !row.owed && row.unknown === row.agencies ? said.noQuota : html`${number(row.met)}/${number(row.agencies)}${row.unknown > 0 && html`<br /><span class="hint">${said.unknownAgencies}: ${number(row.unknown)}</span>`}`;

/** @param {{agencies: Figures[]}} props */
function AgencyTable({ agencies }) {
  const { query } = place();
  const shown = matching(agencies, query);
  return html`<section class="agencies">
    <h2>${said.agencies}</h2>
    <${AgencyFilter} query=${query} />
    <p role="status">${shown.length ? said.shown(shown.length, agencies.length) : said.nothing}</p>
    <p class="hint">${said.barKey}</p>
    ${shown.length > 0 && html`<${Rows} shown=${shown} />`}
    <div class="actions"><${Button} icon="print" does=${() => print()}>${said.print}<//></div>
  </section>`;
}

/** @param {{shown: Figures[]}} props */
function Rows({ shown }) {
  const [open, setOpen] = useState(/** @type {string[]} */ ([]));
  const turn = (/** @type {string} */ id) => setOpen((ids) => (ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]));
  const under = (/** @type {Figures} */ row) => open.includes(row.id) && html`<${LinesTable} figures=${row} />`;
  return html`<${Table} caption=${said.agencies} quiet rows=${shown} under=${under} columns=${[
    { id: "name", head: said.name, heading: true, bare: true, by: (/** @type {Figures} */ row) => row.name, cell: (/** @type {Figures} */ row) => html`<${Name} row=${row} />` },
    { id: "met", head: said.met, by: rank, cell: (/** @type {Figures} */ row) => html`<${Met} of=${row} />` },
    { id: "participants", head: said.participants, figure: true, by: (/** @type {Figures} */ row) => row.participants, cell: (/** @type {Figures} */ row) => number(row.participants) },
    { id: "owed", head: said.owed, figure: true, by: (/** @type {Figures} */ row) => row.owed, cell: (/** @type {Figures} */ row) => (row.owed === null ? "–" : number(row.owed)) },
    { id: "missing", head: said.missing, figure: true, by: (/** @type {Figures} */ row) => row.missing, cell: (/** @type {Figures} */ row) => (row.missing === null ? "–" : number(row.missing)) },
    { id: "rate", head: said.rate, by: (/** @type {Figures} */ row) => row.rate, cell: (/** @type {Figures} */ row) => html`<${AgencyBar} of=${row} />` },
    { id: "lines", head: said.lines, bare: true, cell: (/** @type {Figures} */ row) => row.lines.length > 0 && html`<${Turn} row=${row} open=${open.includes(row.id)} turn=${turn} />` },
  ]} />`;
}

/** Missed first, met last. @param {Figures} row */
const rank = (row) => (row.met === null ? null : Number(row.met));

/** @param {{row: Figures}} props */
const Name = ({ row }) => html`${state.me?.role === "drafter" ? row.name : html`<a class="tall" href=${to(["co-quan", row.id])}>${row.name}</a>`}
  ${row.flagged > 0 && html` <${Mark} icon="flag" tone="amber">${number(row.flagged)} ${words.flags.flagged.toLowerCase()}<//>`}`;

/** @param {{row: Figures, open: boolean, turn: (id: string) => void}} props */
const Turn = ({ row, open, turn }) => html`<${Button} kind="quiet" expanded=${open} icon=${open ? "up" : "down"}
  name="${open ? said.close : said.open}: ${row.name}" does=${() => turn(row.id)}>${open ? said.close : said.open}<//>`;

