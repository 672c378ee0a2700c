/** How questions did, the most doubtful first, each option with how many chose it. */

/** @import { Item } from "../types.d.ts" */

import { search } from "../asking.js";
import { share, suspicion } from "../criteria.js";
import { Entry, Tick } from "../field.js";
import { number, percent } from "../format.js";
import { Button, Mark, Note } from "../parts.js";
import { roundTitle, state } from "../state.js";
import { Table } from "../table.js";
import { html, useState } from "../../shared/vendor/preact-htm.js";
import { called } from "../words.js";
import { draft as said } from "../words/draft.js";

const STEP = 20;

/** @param {Item} item */
const idOf = (item) => `${item.round} ${item.question}`;

/** @param {Item} item */
const topic = (item) => state.contest.topics?.find((each) => each.id === item.topic)?.name ?? item.topic;

/** @param {{items: Item[], correct?: (question: string) => void}} props `correct`: for whom may ask for a correction */
export function Items({ items, correct }) {
  const suspects = items.filter((item) => item.suspect).length;
  return html`<section aria-labelledby="items">
    <h2 id="items">${said.items}</h2>
    ${items.length
      ? html`<p>${said.itemsHint}</p>
        ${suspects ? html`<${Note} tone="amber" icon="flag">${said.suspects(suspects)}<//>` : html`<${Note} tone="forest" icon="yes">${said.noSuspects}<//>`}
        <${Found} items=${items} suspects=${suspects} correct=${correct} />`
      : html`<p>${said.noItems}</p>`}
  </section>`;
}

/** @param {{items: Item[], suspects: number, correct?: (question: string) => void}} props */
function Found({ items, suspects, correct }) {
  const [text, fill] = useState("");
  const [only, setOnly] = useState(false);
  const [most, setMost] = useState(STEP);
  const found = search(items, text).filter((item) => !only || item.suspect);
  const shown = Math.min(most, found.length);
  return html`<div class="filter">
      <${Entry} id="item-text" label=${said.search} value=${text} fill=${fill} more=${{ type: "search", autocomplete: "off" }} />
      ${suspects > 0 && html`<${Tick} id="only-suspects" checked=${only} tick=${setOnly}>${said.onlySuspects}<//>`}
    </div>
    <p role="status">${said.shown(shown, found.length)}</p>
    ${shown > 0 && html`<${Rows} items=${found} most=${most} correct=${correct} />`}
    ${shown < found.length && html`<div class="actions"><${Button} does=${() => setMost(most + STEP)}>${said.more}<//></div>`}`;
}

/** @param {{items: Item[], most: number, correct?: (question: string) => void}} props */
function Rows({ items, most, correct }) {
  const [open, setOpen] = useState(/** @type {string[]} */ ([]));
  const turn = (/** @type {string} */ id) => setOpen((ids) => (ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]));
  const isOpen = (/** @type {Item} */ item) => open.includes(idOf(item));
  const under = (/** @type {Item} */ item) => isOpen(item) && html`<${Options} item=${item} correct=${correct} />`;
  return html`<${Table} caption=${said.items} quiet rows=${items} id=${idOf} under=${under} most=${most} order=${{ column: "suspicion", down: true }} columns=${[
    { id: "question", head: said.question, heading: true, bare: true, by: (/** @type {Item} */ item) => item.question, cell: (/** @type {Item} */ item) => html`<${Stem} item=${item} />` },
    { id: "suspicion", head: said.suspicion, by: suspicion, cell: (/** @type {Item} */ item) => html`<${Suspect} item=${item} />` },
    { id: "difficulty", head: said.difficulty, by: (/** @type {Item} */ item) => item.difficulty, cell: (/** @type {Item} */ item) => html`<${Share} item=${item} n=${item.right_count} right label=${said.difficulty} />` },
    { id: "discrimination", head: said.discrimination, figure: true, by: (/** @type {Item} */ item) => item.discrimination, cell: discriminated },
    { id: "seen", head: said.seen, figure: true, by: (/** @type {Item} */ item) => item.seen, cell: (/** @type {Item} */ item) => number(item.seen) },
    { id: "options", head: said.options, bare: true, cell: (/** @type {Item} */ item) => html`<${Button} kind="quiet" expanded=${isOpen(item)} icon=${isOpen(item) ? "up" : "down"}
      name=${said.optionsOf(item.question)} does=${() => turn(idOf(item))}>${isOpen(item) ? said.close : said.options}<//>` },
  ]} />`;
}

/** A true minus sign, and a comma. @param {Item} item */
const discriminated = ({ discrimination }) => (discrimination === null ? "–" : number(discrimination).replace("-", "−"));

/** @param {{item: Item}} props */
const Stem = ({ item }) => html`<span class="stem">${item.stem}</span>
  <span class="under-name"><span class="code">${item.question}</span> · ${topic(item)} · ${roundTitle(item.round)}</span>`;

/** @param {{item: Item}} props */
const Suspect = ({ item }) =>
  item.suspect ? html`<span class="suspect"><${Mark} icon="flag" tone="amber">${called(said.suspectWords, item.suspect)}<//></span>` : html`<span class="hint">${said.inOrder}</span>`;

/** @param {{item: Item, n: number, right: boolean, label: string}} props */
const Share = ({ item, n, right, label }) => html`<span class="share">
  <span class="share-bar ${right ? "right" : "other"}" role="img" aria-label="${label}: ${percent(share(item, n))}"><span style=${{ width: `${100 * share(item, n)}%` }}></span></span>
  <span class="figure" aria-hidden="true">${percent(share(item, n))}</span>
</span>`;

/** @param {{item: Item, correct?: (question: string) => void}} props */
const Options = ({ item, correct }) => html`<div class="options">
  <ul>
    ${item.options.map((text, i) => html`<li key=${i}><${Option} item=${item} n=${item.chosen[i] ?? 0} right=${item.right.includes(i)} text=${text} /></li>`)}
    <li><${Option} item=${item} n=${item.blank} right=${false} text=${said.blank} /></li>
  </ul>
  <p class="hint">${said.discriminationHint}</p>
  ${correct && html`<div class="actions"><${Button} icon="award" name="${said.correctThis}: ${item.question}" does=${() => correct(item.question)}>${said.correctThis}<//></div>`}
</div>`;

/** @param {{item: Item, n: number, right: boolean, text: string}} props */
const Option = ({ item, n, right, text }) => html`<p>${text} ${right && html`<${Mark} icon="check" tone="forest">${said.right}<//>`}</p>
  <${Share} item=${item} n=${n} right=${right} label=${text} />
  <p class="hint">${said.chosen(n, percent(share(item, n)))}</p>`;
