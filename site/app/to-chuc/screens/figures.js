/** An agency's figures as they are drawn everywhere: the bar with its floor, met or not, its groups. */

/** @import { Figures, Line } from "../types.d.ts" */

import { QuotaBar } from "../chart.js";
import { count, number, percent } from "../format.js";
import { Mark } from "../parts.js";
import { groupName } from "../state.js";
import { Table } from "../table.js";
import { html } from "../../shared/vendor/preact-htm.js";
import { words } from "../words.js";
import { quotas as said } from "../words/figures.js";

/** Met or not, told by sign and word. @param {{of: {met: boolean | null, missing: number | null, lines?: unknown[]}}} props */
export function Met({ of }) {
  if (of.lines && !of.lines.length) return html`<span class="hint">${said.noQuota}</span>`;
  if (of.met === null) return html`<${Mark} icon="unknown">${said.unknown}<//>`;
  if (of.met) return html`<${Mark} icon="yes" tone="forest">${said.isMet}<//>`;
  return html`<${Mark} icon="no" tone="brick">${of.missing ? said.short(of.missing) : said.notMet}<//>`;
}

/** @param {{of: {participants: number, headcount: number | null, owed: number | null, met: boolean | null, rate: number | null}}} props */
export const AgencyBar = ({ of }) => html`<div class="rate">
  <span class="figure">${of.rate === null ? words.unknown : percent(of.rate)}</span>
  ${of.headcount ? html`<${QuotaBar} done=${of.participants} all=${of.headcount} owed=${of.owed} met=${of.met}
    label=${said.bar(number(of.participants), number(of.headcount), count(of.owed))} />` : null}
</div>`;

/** @param {Line} line */
const bar = (line) => ({ ...line, participants: line.done });

/** @param {{figures: Figures}} props */
export const LinesTable = ({ figures }) => html`<${Table} caption=${said.linesOf(figures.name)} rows=${figures.lines} id=${(/** @type {Line} */ line) => line.group} columns=${[
  { id: "group", head: said.group, heading: true, bare: true, cell: (/** @type {Line} */ line) => groupName(line.group) },
  { id: "met", head: said.met, cell: (/** @type {Line} */ line) => html`<${Met} of=${line} />` },
  { id: "done", head: said.participants, figure: true, cell: (/** @type {Line} */ line) => number(line.done) },
  { id: "owed", head: said.owed, figure: true, cell: (/** @type {Line} */ line) => html`${count(line.owed)}<br /><span class="hint">${said.floorOf(line.percent, line.people)}</span>` },
  { id: "missing", head: said.missing, figure: true, cell: (/** @type {Line} */ line) => count(line.missing) },
  { id: "headcount", head: said.headcount, figure: true, cell: (/** @type {Line} */ line) => html`${count(line.headcount)}${line.excluded > 0 && html`<br /><span class="hint">${said.excluded}: ${number(line.excluded)}</span>`}` },
  { id: "rate", head: said.rate, cell: (/** @type {Line} */ line) => html`<${AgencyBar} of=${bar(line)} />` },
  { id: "clause", head: said.clause, cell: (/** @type {Line} */ line) => line.clause },
]} />`;
