/** One correction: which question, what is done about it, which options, on what ground. */

/** @import { Typed } from "../asking.js" */
/** @import { Item } from "../types.d.ts" */

import { search } from "../asking.js";
import { Area, Entry } from "../field.js";
import { Icon } from "../icons.js";
import { Button, Mark } from "../parts.js";
import { html, useLayoutEffect, useRef, useState } from "../../shared/vendor/preact-htm.js";
import { called } from "../words.js";
import { draft, form as said } from "../words/draft.js";

const SHOWN = 6;

/**
 * @param {{n: number, fresh: boolean, of: Typed, items: Item[], put: (one: Typed) => void, remove: () => void,
 *   wrong?: {question?: string, options?: string, reason?: string}}} props `fresh`: just added
 */
export function CorrectionFields({ n, fresh, of, items, put, remove, wrong }) {
  const item = items.find((each) => each.question === of.question);
  const id = (/** @type {string} */ name) => `${name}-${of.key}`;
  const choose = (/** @type {string} */ question) => put({ ...of, question, options: [] });
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const before = useRef(/** @type {string | null} */ (fresh ? null : of.question));
  useLayoutEffect(() => {
    // What had the focus has gone with the question that was chosen, or not chosen yet.
    if (before.current !== of.question) box.current?.querySelector("input")?.focus();
    before.current = of.question;
  }, [of.question]);
  return html`<fieldset class="correction" ref=${box}>
    <legend>${said.nth(n)}</legend>
    ${of.question
      ? html`<${Chosen} question=${of.question} item=${item} other=${items.length > 0 ? () => choose("") : undefined} />`
      : html`<${Picker} id=${id("find")} items=${items} choose=${choose} error=${wrong?.question} />`}
    ${of.question && html`<${Actions} id=${id("action")} of=${of} put=${put} />
      ${of.action !== "void" && item && html`<${Options} id=${id("option")} of=${of} item=${item} put=${put} error=${wrong?.options} />`}
      <${Area} id=${id("why")} label=${said.why} hint=${said.whyHint} rows=${2} value=${of.reason} error=${wrong?.reason}
        fill=${(/** @type {string} */ reason) => put({ ...of, reason })} />`}
    <${Button} kind="quiet" icon="no" name="${said.remove}: ${said.nth(n)}" does=${remove}>${said.remove}<//>
  </fieldset>`;
}

/** @param {{question: string, item?: Item, other?: () => void}} props */
const Chosen = ({ question, item, other }) => html`<div class="chosen">
  <p><span class="code hint">${question}</span><br />${item ? item.stem : said.gone}</p>
  ${other && html`<${Button} kind="quiet" icon="signals" does=${other}>${said.other}<//>`}
</div>`;

/** @param {{id: string, items: Item[], choose: (question: string) => void, error?: string}} props */
function Picker({ id, items, choose, error }) {
  const [text, fill] = useState("");
  const found = text.trim() ? search(items, text) : [];
  const shown = found.slice(0, SHOWN);
  return html`<${Entry} id=${id} label=${said.find} hint=${said.findHint} value=${text} fill=${fill} error=${error}
      more=${{ type: "search", autocomplete: "off", onKeyDown: (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && event.preventDefault() }} />
    <p class="hint" role="status">${text.trim() && said.found(shown.length, found.length)}</p>
    ${shown.length > 0 && html`<ul class="picks">
      ${shown.map((item) => html`<li key=${item.question}>
        <button type="button" onClick=${() => choose(item.question)}>
          <span class="code hint">${item.question}</span><span>${item.stem}</span>
          ${item.suspect && html`<${Mark} icon="flag" tone="amber">${called(draft.suspectWords, item.suspect)}<//>`}
          <span class="spoken">${said.choose}</span>
        </button>
      </li>`)}
    </ul>`}`;
}

const ACTIONS = /** @type {const} */ (["void", "accept", "key"]);

/** @param {{id: string, of: Typed, put: (one: Typed) => void}} props */
const Actions = ({ id, of, put }) => html`<fieldset class="choices">
  <legend>${said.action}</legend>
  ${ACTIONS.map((action) => html`<label key=${action} class="choice">
    <input type="radio" name=${id} value=${action} checked=${of.action === action} onChange=${() => put({ ...of, action })} />
    <span><strong>${said.actions[action]}</strong><span class="hint">${said.actionHints[action]}</span></span>
  </label>`)}
</fieldset>`;

/** @param {{id: string, of: Typed, item: Item, put: (one: Typed) => void, error?: string}} props */
function Options({ id, of, item, put, error }) {
  const turn = (/** @type {number} */ i) =>
    put({ ...of, options: of.options.includes(i) ? of.options.filter((each) => each !== i) : [...of.options, i] });
  return html`<fieldset class="choices ${error ? "bad" : ""}" aria-describedby=${error ? `${id}-error` : undefined}>
    <legend>${said.options[of.action]}</legend>
    ${item.type === "multiple" && html`<p class="hint">${said.multiple}</p>`}
    ${error && html`<p class="wrong" id="${id}-error"><${Icon} name="alert" /><span>${error}</span></p>`}
    ${item.options.map((text, i) => html`<label key=${i} class="choice">
      <input type="checkbox" checked=${of.options.includes(i)} onChange=${() => turn(i)} />
      <span>${text} ${item.right.includes(i) && html`<${Mark} icon="check" tone="forest">${said.rightNow}<//>`}</span>
    </label>`)}
  </fieldset>`;
}
