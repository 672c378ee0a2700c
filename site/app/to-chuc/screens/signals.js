/** Signals: coincidences with their evidence, for a human to look at. */

/** @import { Signal, Signals as Signals_ } from "../types.d.ts" */

import { signals } from "../api.js";
import { number, second } from "../format.js";
import { useLoaded } from "../load.js";
import { AsOf, Button, Facts, Loaded, Note, Page } from "../parts.js";
import { to } from "../router.js";
import { agencyName, roundTitle } from "../state.js";
import { Table } from "../table.js";
import { html, useState } from "../../shared/vendor/preact-htm.js";
import { called, words } from "../words.js";
import { contestants, signals as said } from "../words/people.js";

const FIRST = 20;

export function Signals() {
  const loading = useLoaded(signals, []);
  return html`<${Page} title=${said.title} wide>
    <${Note}><p>${said.intro}</p><p>${said.innocent}</p><//>
    <${Loaded} of=${loading}>
      ${(/** @type {Signals_} */ now) => html`<${AsOf} at=${now.as_of} reload=${() => void loading.reload()} />
        ${!now.signals.length && html`<p>${said.none}</p>`}
        ${Object.keys(said.kinds).map((kind) => html`<${Kind} key=${kind} kind=${kind} signals=${now.signals.filter((each) => each.kind === kind)} />`)}
        <h2>${said.rules}</h2>
        <${Facts} rows=${Object.entries(now.rules).map(([id, value]) => [called(said.ruleNames, id), number(value)])} />`}
    <//>
  <//>`;
}

/** @param {{kind: string, signals: Signal[]}} props */
function Kind({ kind, signals }) {
  const [shown, setShown] = useState(FIRST);
  if (!signals.length) return null;
  return html`<section>
    <h2>${called(said.kinds, kind)} <span class="hint">${said.count(signals.length)}</span></h2>
    ${signals.slice(0, shown).map((each, i) => html`<${One} key=${i} signal=${each} />`)}
    ${signals.length > shown && html`<${Button} does=${() => setShown(shown + FIRST)}>${said.more}<//>`}
  </section>`;
}

/** @typedef {Signal["people"][0]} Person */

/** @param {{signal: Signal}} props */
const One = ({ signal }) => html`<article class="card">
  <h3>${signal.detail}</h3>
  <p class="hint">${roundTitle(signal.round)}, ${second(signal.at)} (${words.vietnamTime})</p>
  <${Table} caption="${said.people}: ${signal.detail}" quiet rows=${signal.people} id=${(/** @type {Person} */ person) => person.code} columns=${[
    { id: "name", head: contestants.name, heading: true, bare: true, cell: (/** @type {Person} */ person) => html`<a class="tall" href=${to(["nguoi-du-thi", person.code])}>${person.name || person.code}</a>` },
    { id: "code", head: contestants.code, cell: (/** @type {Person} */ person) => html`<span class="code">${person.code}</span>` },
    { id: "agency", head: words.agency, cell: (/** @type {Person} */ person) => (person.agency ? agencyName(person.agency) : words.citizen) },
    { id: "value", head: said.value, cell: (/** @type {Person} */ person) => (typeof person.value === "number" ? number(person.value) : person.value ?? "–") },
  ]} />
</article>`;
