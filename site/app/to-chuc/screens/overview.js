/** The overview: how many, where they are, what is not in order. Renews itself each minute. */

/** @import { Beat, Overview as Facts_, RoundFigures } from "../types.d.ts" */

import { overview } from "../api.js";
import { Columns, Data, Stacked, topOf } from "../chart.js";
import { clockOf, dayOf, number, spokenTime, time } from "../format.js";
import { Icon } from "../icons.js";
import { useEvery, useLoaded } from "../load.js";
import { AsOf, Facts, Loaded, Mark, Note, Page } from "../parts.js";
import { to } from "../router.js";
import { state } from "../state.js";
import { Table } from "../table.js";
import { html } from "../../shared/vendor/preact-htm.js";
import { called, words } from "../words.js";
import { overview as said } from "../words/figures.js";

const MINUTE = 60_000;

export function Overview() {
  const loading = useLoaded(overview, []);
  useEvery(loading.reload, MINUTE);
  return html`<${Page} title=${said.title} wide>
    <${Loaded} of=${loading}>
      ${(/** @type {Facts_} */ now) => html`<${AsOf} at=${now.as_of} reload=${() => void loading.reload()} />
        ${now.notice && html`<${Note} icon="notice">${now.notice}<//>`}
        <${Totals} now=${now} />
        <${Readiness} items=${now.readiness} />
        <h2>${said.rounds}</h2>
        <div class="rounds">${now.rounds.map((round) => html`<${RoundCard} key=${round.id} round=${round} now=${now} />`)}</div>
        <${Beats} title=${said.byHour} head=${said.hour} beats=${now.by_hour} name=${clockName} />
        <${Beats} title=${said.byDay} head=${said.day} beats=${now.by_day} name=${(/** @type {Beat} */ beat) => dayOf(beat.at)} />`}
    <//>
  <//>`;
}

/** @param {Beat} beat */
const clockName = (beat) => `${clockOf(beat.at)} ${dayOf(beat.at).slice(0, 5)}`;

/** @param {{now: Facts_}} props */
const Totals = ({ now: { totals } }) => html`<section aria-labelledby="totals">
  <h2 id="totals">${said.totals}</h2>
  <dl class="figures">
    <${Figure} name=${said.tookPart} value=${totals.took_part} strong />
    <${Figure} name=${said.registered} value=${totals.registered} />
    <${Figure} name=${said.attempts} value=${totals.attempts} />
    <${Figure} name=${said.nominated} value=${totals.nominated} hint=${said.nominatedDone(totals.nominated_done)} />
  </dl>
  <ul class="checks" aria-label=${said.toCheck}>
    ${["flagged", "mismatched", "disqualified", "excluded"].map((flag) => html`<li key=${flag}><${Checked} flag=${flag} n=${totals[/** @type {"flagged"} */ (flag)]} /></li>`)}
  </ul>
</section>`;

/** @param {{name: string, value: number, hint?: string, strong?: boolean}} props */
const Figure = ({ name, value, hint, strong }) => html`<div class=${strong ? "strong" : ""}>
  <dt>${name}</dt>
  <dd>${number(value)}${hint && html`<span class="hint">${hint}</span>`}</dd>
</div>`;

/** Leads to those people, for those who may see them. @param {{flag: string, n: number}} props */
function Checked({ flag, n }) {
  const name = html`${called(words.flags, flag)}: <strong>${number(n)}</strong>`;
  return state.me?.role === "drafter" ? name : html`<a href=${to(["nguoi-du-thi"], { flag })}>${name}</a>`;
}

/** @param {{items: Facts_["readiness"]}} props */
function Readiness({ items }) {
  const left = items.filter((item) => !item.ok);
  const sorted = [...left, ...items.filter((item) => item.ok)];
  return html`<section aria-labelledby="ready">
    <h2 id="ready">${said.readiness}</h2>
    <p>${left.length ? said.notReady(left.length) : said.allReady}</p>
    <ul class="readiness">
      ${sorted.map((item) => html`<li key=${item.id} class=${item.ok ? "forest" : "amber"}>
        <${Icon} name=${item.ok ? "yes" : "alert"} />
        <div><strong>${item.title}</strong><span class="hint">${item.ok ? said.ready : item.todo || said.todo}</span></div>
      </li>`)}
    </ul>
  </section>`;
}

/** @param {{round: RoundFigures, now: Facts_}} props */
function RoundCard({ round, now }) {
  const edition = now.published.find((each) => each.round === round.id)?.edition;
  const parts = /** @type {const} */ (["handed_in", "inside", "ran_out", "lapsed"]).map((id) => ({ id, name: said.states[id], value: round[id] }));
  return html`<section class="card" aria-labelledby="round-${round.id}">
    <header>
      <h3 id="round-${round.id}">${round.title}</h3>
      <span class="phase ${round.phase}">${said.phase[round.phase]}</span>
    </header>
    ${round.kind === "rehearsal" && html`<p class="hint">${said.rehearsal}</p>`}
    <${Stacked} label=${said.statesOf(round.title)} parts=${parts} />
    <${Facts} rows=${[
      [said.opens, spokenTime(round.opens_at)],
      [said.closes, html`${spokenTime(round.closes_at)} ${round.adjusted && html`<${Mark} icon="clock" tone="amber">${said.adjusted}<//>`}`],
      [said.entrants, number(round.entrants)],
      [said.attemptsOf, number(round.attempts)],
      [said.edition, edition ? html`<span class="code">${edition.slice(0, 12)}</span>` : said.noEdition],
    ]} />
  </section>`;
}

const TONES = { registered: "sky", started: "amber", handed_in: "forest" };

/** @param {{title: string, head: string, beats: Beat[], name: (beat: Beat) => string}} props */
function Beats({ title, head, beats, name }) {
  const series = /** @type {(keyof typeof TONES)[]} */ (Object.keys(TONES));
  const top = topOf(beats.flatMap((beat) => series.map((id) => beat[id])));
  if (!beats.length) return null;
  return html`<section>
    <h2>${title}</h2>
    <div class="charts">
      ${series.map((id) => html`<${Columns} key=${id} title=${said.series[id]} tone=${TONES[id]} top=${top}
        points=${beats.map((beat) => ({ label: name(beat), value: beat[id] }))} note=${most(beats, id, name)} />`)}
    </div>
    <${Data}>
      <${Table} caption=${title} stay rows=${beats} id=${(/** @type {Beat} */ beat) => beat.at} columns=${[
        { id: "at", head, heading: true, cell: (/** @type {Beat} */ beat) => (head === said.day ? dayOf(beat.at) : time(beat.at)) },
        ...series.map((id) => ({ id, head: said.series[id], figure: true, cell: (/** @type {Beat} */ beat) => number(beat[id]) })),
      ]} />
    <//>
  </section>`;
}

/** The highest, in words. @param {Beat[]} beats @param {keyof typeof TONES} id @param {(beat: Beat) => string} name */
function most(beats, id, name) {
  const high = beats.reduce((a, b) => (b[id] > a[id] ? b : a));
  return said.most(high[id], name(high));
}
