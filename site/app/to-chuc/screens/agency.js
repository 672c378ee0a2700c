/** One agency: what it owes, who is missing, what to send it. Also the focal point's whole console. */

/** @import { AgencyPage, Post } from "../types.d.ts" */

import { agencyPage } from "../api.js";
import { Data, Rise } from "../chart.js";
import { count, day, number, percent } from "../format.js";
import { Icon } from "../icons.js";
import { useLoaded } from "../load.js";
import { AsOf, Facts, Loaded, Mark, Page } from "../parts.js";
import { to } from "../router.js";
import { useFreshStatus } from "../status.js";
import { agencyName, groupName, state } from "../state.js";
import { LinesTable, Met } from "./figures.js";
import { LinkButton, Reminder } from "./agency-tools.js";
import { Table } from "../table.js";
import { html } from "../../shared/vendor/preact-htm.js";
import { called, words } from "../words.js";
import { agency as said, overview, quotas as shared } from "../words/figures.js";

/** @param {{id: string}} props */
export function Agency({ id }) {
  useFreshStatus();
  const loading = useLoaded(() => agencyPage(id), [id]);
  const back = state.me?.role !== "agency" && html`<p><a href=${to(["co-quan"])}>${said.toList}</a></p>`;
  return html`<${Page} title=${agencyName(id)} kicker=${back} wide>
    <${Loaded} of=${loading}>
      ${(/** @type {AgencyPage} */ page) => html`<${AsOf} at=${page.as_of} reload=${() => void loading.reload()} />
        <${Summary} page=${page} />
        <div class="actions">
          <a class="button plain" href="/tai-lieu/?co-quan=${encodeURIComponent(id)}"><${Icon} name="print" /><span>${said.poster}</span></a>
          <${LinkButton} id=${id} />
        </div>
        ${page.figures.lines.length > 0 && html`<h2>${said.lines}</h2><${LinesTable} figures=${page.figures} />`}
        <${Trend} page=${page} /><${Missing} page=${page} /><${Reminder} page=${page} />
        <${Mismatches} page=${page} /><${Criteria} page=${page} />`}
    <//>
  <//>`;
}

/** @param {{page: AgencyPage}} props */
const Summary = ({ page: { figures } }) => html`<h2>${said.summary}</h2>
  <${Facts} rows=${[
    [shared.met, html`<${Met} of=${figures} />`],
    [shared.participants, html`<strong>${number(figures.participants)}</strong>${figures.headcount !== null && ` / ${number(figures.headcount)} (${percent(figures.rate)})`}`],
    [shared.owed, count(figures.owed)],
    [shared.missing, count(figures.missing)],
    [said.registered, number(figures.registered)],
    [said.nominated, `${number(figures.nominated)}, ${overview.nominatedDone(figures.nominated_done)}`],
    figures.flagged > 0 && [said.flagged, html`<${Mark} icon="flag" tone="amber">${number(figures.flagged)}<//>`],
    figures.mismatched > 0 && [said.mismatched, html`<${Mark} icon="unknown" tone="sky">${number(figures.mismatched)}<//>`],
  ]} />`;

/** @param {{page: AgencyPage}} props */
function Trend({ page }) {
  const points = page.trend.map((each) => ({ label: day(each.day), value: each.participants }));
  if (!points.length) return html`<h2>${said.trend}</h2><p>${said.noTrend}</p>`;
  return html`<section>
    <h2>${said.trend}</h2>
    <${Rise} label=${said.trend} points=${points} floor=${page.figures.owed} floorLabel=${said.trendOwed} />
    <${Data}>
      <${Table} caption=${said.trend} stay rows=${points} id=${(/** @type {{label: string}} */ row) => row.label} columns=${[
        { id: "day", head: overview.day, heading: true, cell: (/** @type {{label: string}} */ row) => row.label },
        { id: "value", head: shared.participants, figure: true, cell: (/** @type {{value: number}} */ row) => number(row.value) },
      ]} />
    <//>
  </section>`;
}

/** @typedef {AgencyPage["people_missing"][0]} Person */

/** @param {{page: AgencyPage}} props */
const Missing = ({ page: { people_missing: people } }) => html`<section>
  <h2>${said.missing}</h2>
  <p>${people.length ? said.missingCount(people.length) : said.noMissing}</p>
  ${people.length > 0 && html`<${Table} caption=${said.missing} quiet rows=${people} id=${(/** @type {Person} */ person) => people.indexOf(person)} columns=${[
    { id: "name", head: said.person, heading: true, bare: true, by: (/** @type {Person} */ person) => person.name, cell: (/** @type {Person} */ person) => person.name },
    { id: "group", head: words.group, by: (/** @type {Person} */ person) => groupName(person.group), cell: (/** @type {Person} */ person) => groupName(person.group) },
    { id: "position", head: said.position, by: (/** @type {Person} */ person) => person.position, cell: (/** @type {Person} */ person) => person.position ?? "–" },
    { id: "state", head: said.state, by: (/** @type {Person} */ person) => person.state, cell: (/** @type {Person} */ person) => called(words.states, person.state) },
  ]} />`}
</section>`;

/** @param {Post} post */
const where = (post) => `${post.agency ? agencyName(post.agency) : words.citizen}, ${groupName(post.group)}`;

/** @typedef {AgencyPage["mismatches"][0]} Mismatch */

/** @param {{page: AgencyPage}} props */
const Mismatches = ({ page: { mismatches } }) => html`<section>
  <h2>${said.mismatches}</h2>
  <p>${mismatches.length ? said.mismatchHint : said.noMismatches}</p>
  ${mismatches.length > 0 && html`<${Table} caption=${said.mismatches} quiet rows=${mismatches} id=${(/** @type {Mismatch} */ row) => row.code} columns=${[
    { id: "name", head: said.person, heading: true, bare: true, cell: (/** @type {Mismatch} */ row) => row.name },
    { id: "code", head: said.code, cell: (/** @type {Mismatch} */ row) => (state.me?.role === "agency" ? row.code : html`<a class="tall" href=${to(["nguoi-du-thi", row.code])}>${row.code}</a>`) },
    { id: "declared", head: said.declared, cell: (/** @type {Mismatch} */ row) => where(row.declared) },
    { id: "nominated", head: said.nominatedAs, cell: (/** @type {Mismatch} */ row) => where(row.nominated) },
  ]} />`}
</section>`;

/** @param {AgencyPage["criteria"][0]} each */
function resultOf({ met, value }) {
  if (value !== null) return percent(value);
  if (met === null) return html`<${Mark} icon="clock">${said.later}<//>`;
  return met ? html`<${Mark} icon="yes" tone="forest">${said.met}<//>` : html`<${Mark} icon="no" tone="brick">${said.unmet}<//>`;
}

/** @param {{page: AgencyPage}} props */
const Criteria = ({ page: { criteria } }) =>
  criteria.length > 0 && html`<section><h2>${said.criteria}</h2>
    <${Facts} rows=${criteria.map((each) => [called(said.criteriaNames, each.id), resultOf(each)])} /></section>`;
