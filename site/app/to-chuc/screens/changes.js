/** What a draft would change of the result that is public: who moves, which prizes, which agencies. */

/** @import { Changes, ResultDraft } from "../types.d.ts" */

import { number } from "../format.js";
import { Mark, Note } from "../parts.js";
import { to } from "../router.js";
import { Table } from "../table.js";
import { html } from "../../shared/vendor/preact-htm.js";
import { draft as said } from "../words/draft.js";

/** @typedef {Changes["ranks"][0]} Moved */
/** @typedef {Changes["prizes"][0]} PrizeChange */
/** @typedef {Changes["collective"][0]} AgencyChange */

/** @param {{draft: ResultDraft}} props */
export const ChangesView = ({ draft }) => html`<section aria-labelledby="changes">
  <h2 id="changes">${said.changes}</h2>
  ${draft.changes ? html`<${Whole} changes=${draft.changes} draft=${draft} />` : html`<p>${said.firstResult}</p>`}
</section>`;

/** @param {{changes: Changes, draft: ResultDraft}} props */
function Whole({ changes, draft }) {
  const titles = Object.fromEntries([...draft.rankings, ...draft.collective].map((each) => [each.id, each.title]));
  if (!changes.moved && !changes.prizes.length && !changes.collective.length) return html`<${Note} tone="forest" icon="yes">${said.noChanges}<//>`;
  return html`<${Prizes} rows=${changes.prizes} titles=${titles} />
    <${Agencies} rows=${changes.collective} titles=${titles} />
    <${Ranks} changes=${changes} titles=${titles} names=${namesOf(draft)} />`;
}

/** Of those who stand in the draft by name. @param {ResultDraft} draft */
const namesOf = (draft) => new Map(draft.rankings.flatMap((each) => each.rows).map((row) => [row.code, row.name]));

/** @param {{code: string, name?: string | null}} props */
const Person = ({ code, name }) => html`<a class="tall" href=${to(["nguoi-du-thi", code])}>${name || html`<span class="code">${code}</span>`}</a>
  ${name && html`<span class="under-name code">${code}</span>`}`;

/** @param {string | null} prize */
const prizeWords = (prize) => (prize ? html`<strong>${prize}</strong>` : html`<span class="hint">${said.noPrizeWords}</span>`);

/** @param {{rows: PrizeChange[], titles: Record<string, string>}} props */
const Prizes = ({ rows, titles }) =>
  rows.length > 0 && html`<h3>${said.prizes}</h3>
    <${Table} caption=${said.prizes} quiet rows=${rows} id=${(/** @type {PrizeChange} */ row) => `${row.ranking} ${row.code}`} columns=${[
      { id: "name", head: said.person, heading: true, bare: true, cell: (/** @type {PrizeChange} */ row) => html`<${Person} code=${row.code} name=${row.name} />` },
      { id: "ranking", head: said.ranking, cell: (/** @type {PrizeChange} */ row) => titles[row.ranking] ?? row.ranking },
      { id: "before", head: said.before, cell: (/** @type {PrizeChange} */ row) => prizeWords(row.before) },
      { id: "after", head: said.after, cell: (/** @type {PrizeChange} */ row) => prizeWords(row.after) },
    ]} />`;

/** @param {{rows: AgencyChange[], titles: Record<string, string>}} props */
const Agencies = ({ rows, titles }) =>
  rows.length > 0 && html`<h3>${said.collectivePrizes}</h3>
    <${Table} caption=${said.collectivePrizes} quiet rows=${rows} id=${(/** @type {AgencyChange} */ row) => `${row.award} ${row.agency}`} columns=${[
      { id: "name", head: said.agency, heading: true, bare: true, cell: (/** @type {AgencyChange} */ row) => row.name },
      { id: "award", head: said.award, cell: (/** @type {AgencyChange} */ row) => titles[row.award] ?? row.award },
      { id: "before", head: said.before, cell: (/** @type {AgencyChange} */ row) => prizeWords(row.before) },
      { id: "after", head: said.after, cell: (/** @type {AgencyChange} */ row) => prizeWords(row.after) },
    ]} />`;

/** @param {number | null} rank */
const rankWords = (rank) => (rank === null ? html`<span class="hint">${said.unranked}</span>` : number(rank));

/** @param {Moved} row positive: upwards; those who come or go are neither */
const rise = (row) => (row.before === null || row.after === null ? null : row.before - row.after);

/** @param {{row: Moved}} props */
function Way({ row }) {
  const up = rise(row);
  if (!up) return "–";
  return html`<${Mark} icon=${up > 0 ? "up" : "down"} tone=${up > 0 ? "forest" : "amber"}>${up > 0 ? said.up : said.down} ${number(Math.abs(up))}<//>`;
}

/** @param {{changes: Changes, titles: Record<string, string>, names: Map<string, string | null>}} props */
const Ranks = ({ changes: { ranks, moved }, titles, names }) =>
  ranks.length > 0 && html`<h3>${said.ranks}</h3>
    <p>${said.ranksShown(ranks.length, moved)}</p>
    <${Table} caption=${said.ranks} quiet stay rows=${ranks} id=${(/** @type {Moved} */ row) => `${row.ranking} ${row.code}`} columns=${[
      { id: "name", head: said.person, heading: true, cell: (/** @type {Moved} */ row) => html`<${Person} code=${row.code} name=${row.name || names.get(row.code)} />` },
      ...(Object.keys(titles).length > 1 ? [{ id: "ranking", head: said.ranking, cell: (/** @type {Moved} */ row) => titles[row.ranking] ?? row.ranking }] : []),
      { id: "before", head: said.before, figure: true, cell: (/** @type {Moved} */ row) => rankWords(row.before) },
      { id: "after", head: said.after, figure: true, cell: (/** @type {Moved} */ row) => rankWords(row.after) },
      { id: "way", head: said.way, cell: (/** @type {Moved} */ row) => html`<${Way} row=${row} />` },
    ]} />`;
