/** One person's whole story. */

/** @import { Attempt, Story } from "../types.d.ts" */
/** @import { Happening } from "../timeline.js" */

import { story } from "../api.js";
import { day, number, second, span } from "../format.js";
import { Icon } from "../icons.js";
import { useLoaded } from "../load.js";
import { Facts, Flags, Loaded, Note, Page } from "../parts.js";
import { to } from "../router.js";
import { mayAct, roundTitle } from "../state.js";
import { Decisions } from "./decisions.js";
import { Table } from "../table.js";
import { timeline, where } from "../timeline.js";
import { html } from "../../shared/vendor/preact-htm.js";
import { called, words } from "../words.js";
import { contestants, story as said } from "../words/people.js";

/** @param {{code: string}} props */
export function Contestant({ code }) {
  const loading = useLoaded(() => story(code), [code]);
  const title = loading.data?.name || `${said.code} ${code}`;
  return html`<${Page} title=${title} kicker=${html`<p><a href=${to(["nguoi-du-thi"])}>${said.toList}</a></p>`} wide>
    <${Loaded} of=${loading}>
      ${(/** @type {Story} */ now) => html`${now.erased && html`<${Note} tone="amber">${said.erased}<//>`}
        <${Who} now=${now} />
        ${mayAct() && now.code && html`<${Decisions} now=${now} put=${loading.put} />`}
        <h2>${said.story}</h2>
        <ol class="timeline">${timeline(now).map((each) => html`<${Happened} each=${each} />`)}</ol>
        <${Attempts} now=${now} />`}
    <//>
  <//>`;
}

/** @param {{now: Story}} props */
function Who({ now }) {
  const post = now.posts.at(-1);
  return html`<h2>${said.who}</h2>
    <${Facts} rows=${[
      [said.code, html`<span class="code">${now.code ?? said.noCode}</span>`],
      now.flags.length > 0 && [said.flags, html`<${Flags} flags=${now.flags} />`],
      post && [said.where, where(post)],
      now.birth_date && [said.birth, day(now.birth_date)],
      now.phone && [said.phone, now.phone],
      now.email && [said.email, now.email],
      now.position && [said.position, now.position],
      now.commune && [said.commune, now.commune],
      now.erased && [contestants.name, contestants.erasedName],
    ]} />`;
}

/** @param {{each: Happening}} props */
const Happened = ({ each }) => html`<li class=${each.tone ?? ""}>
  <${Icon} name=${each.icon} />
  <div>
    <p class="when">${second(each.at)}</p>
    <p><strong>${each.what}</strong></p>
    ${each.by && html`<p class="hint">${said.by(each.by)}</p>`}
    ${each.reason && html`<p>${words.reason}: ${each.reason}</p>`}
  </div>
</li>`;

/** @typedef {Attempt & {round: string}} Sat */

/** @param {{now: Story}} props */
function Attempts({ now }) {
  const rows = now.rounds.flatMap(({ round, attempts }) => attempts.map((each) => ({ ...each, round })));
  return html`<h2>${said.attempts}</h2>
    ${rows.length ? html`<${Table} caption=${said.attempts} quiet rows=${rows} id=${(/** @type {Sat} */ row) => `${row.round} ${row.attempt}`} columns=${columns} />` : html`<p>${said.noAttempts}</p>`}`;
}

const columns = [
  { id: "round", head: said.round, heading: true, bare: true, cell: (/** @type {Sat} */ row) => `${roundTitle(row.round)}, ${said.attempt.toLowerCase()} ${row.attempt}` },
  { id: "state", head: said.state, cell: (/** @type {Sat} */ row) => called(words.states, row.state) },
  { id: "started", head: said.started, cell: (/** @type {Sat} */ row) => second(row.started_at) },
  { id: "ended", head: said.ended, cell: (/** @type {Sat} */ row) => second(row.submitted_at ?? row.deadline) },
  { id: "duration", head: said.duration, figure: true, cell: (/** @type {Sat} */ row) => (row.duration_s === null ? "–" : span(row.duration_s)) },
  { id: "correct", head: said.correct, figure: true, cell: (/** @type {Sat} */ row) => (row.correct === null ? "–" : `${row.correct}/${row.total}`) },
  { id: "score", head: said.score, figure: true, cell: (/** @type {Sat} */ row) => (row.score === null ? "–" : `${number(row.score)}/${number(row.max_score ?? 0)}`) },
  { id: "device", head: said.device, cell: (/** @type {Sat} */ row) => (row.device ? html`<span class="code">${row.device.slice(0, 8)}</span>` : "–") },
];
