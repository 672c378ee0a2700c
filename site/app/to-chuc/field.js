/** Fields of forms: a label, a hint, what is wrong, and the control. */

/** @import { View } from "../shared/vendor/preact-htm.js" */
/** @import { Agency } from "./types.d.ts" */

import { Icon } from "./icons.js";
import { agency, state } from "./state.js";
import { html } from "../shared/vendor/preact-htm.js";
import { words } from "./words.js";

/** @typedef {{currentTarget: HTMLInputElement}} Typed */

/** @param {{id: string, label: string, hint?: string, error?: string | null, children: (common: object) => View}} props */
export function Field({ id, label, hint, error, children }) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  return html`<div class="entry ${error ? "bad" : ""}">
    <label for=${id}>${label}</label>
    ${hint && html`<p class="hint" id="${id}-hint">${hint}</p>`}
    ${error && html`<p class="wrong" id="${id}-error"><${Icon} name="alert" /><span>${error}</span></p>`}
    ${children({ id, name: id, "aria-describedby": described, "aria-invalid": error ? "true" : undefined })}
  </div>`;
}

/**
 * @param {{id: string, label: string, value: string, fill: (value: string) => void, hint?: string,
 *   error?: string | null, more?: Record<string, unknown>}} props `more`: attributes of its own
 */
export const Entry = ({ id, label, value, fill, hint, error, more = {} }) =>
  html`<${Field} id=${id} label=${label} hint=${hint} error=${error}>
    ${(/** @type {object} */ common) => html`<input type="text" spellcheck="false" ...${common} ...${more} value=${value}
      onInput=${(/** @type {Typed} */ event) => fill(event.currentTarget.value)} />`}
  <//>`;

/** @param {{id: string, label: string, value: string, fill: (value: string) => void, hint?: string, error?: string | null, rows?: number}} props */
export const Area = ({ id, label, value, fill, hint, error, rows = 3 }) =>
  html`<${Field} id=${id} label=${label} hint=${hint} error=${error}>
    ${(/** @type {object} */ common) => html`<textarea rows=${rows} ...${common} value=${value}
      onInput=${(/** @type {Typed} */ event) => fill(event.currentTarget.value)}></textarea>`}
  <//>`;

/**
 * @param {{id: string, label: string, value: string, fill: (value: string) => void, options?: [string, string][],
 *   hint?: string, error?: string | null, children?: View}} props
 */
export const Choice = ({ id, label, value, fill, options = [], hint, error, children }) =>
  html`<${Field} id=${id} label=${label} hint=${hint} error=${error}>
    ${(/** @type {object} */ common) => html`<select ...${common} value=${value}
      onChange=${(/** @type {Typed} */ event) => fill(event.currentTarget.value)}>
      ${children ?? options.map(([id, name]) => html`<${Option} key=${id} id=${id} name=${name} chosen=${value} />`)}
    </select>`}
  <//>`;

/** @param {{id: string, name: string, chosen: string}} props */
const Option = ({ id, name, chosen }) => html`<option value=${id} selected=${id === chosen}>${name}</option>`;

/** @param {{id: string, checked: boolean, tick: (on: boolean) => void, error?: string | null, children?: View}} props */
export const Tick = ({ id, checked, tick, error, children }) => html`<div class="entry ${error ? "bad" : ""}">
  ${error && html`<p class="wrong" id="${id}-error"><${Icon} name="alert" /><span>${error}</span></p>`}
  <label class="tick">
    <input type="checkbox" id=${id} checked=${checked} aria-describedby=${error ? `${id}-error` : undefined}
      onChange=${(/** @type {Typed} */ event) => tick(event.currentTarget.checked)} />
    <span>${children}</span>
  </label>
</div>`;

/** Agencies as the province is built: communes under their district. @returns {[string, Agency[]][]} */
function families() {
  const all = state.contest.agencies;
  const districts = all.filter((each) => each.level === "district");
  return [
    [words.levels.province, all.filter((each) => each.level === "province")],
    ...districts.map((district) => /** @type {[string, Agency[]]} */ ([district.name, [district, ...all.filter((each) => each.parent === district.id && each !== district)]])),
    [words.levels.other, all.filter((each) => each.level === "other")],
  ];
}

/** @param {{id: string, label: string, value: string, fill: (value: string) => void, none: string, error?: string | null}} props `none`: the words for no agency */
export const AgencyChoice = ({ none, ...rest }) => html`<${Choice} ...${rest}>
  <${Option} id="" name=${none} chosen=${rest.value} />
  ${families().map(([name, members]) => html`<optgroup key=${name} label=${name}>
    ${members.map((each) => html`<${Option} key=${each.id} id=${each.id} name=${each.name} chosen=${rest.value} />`)}
  </optgroup>`)}
<//>`;

/** @param {string} of the agency whose groups are meant; of none, all @returns {[string, string][]} */
export function groupOptions(of) {
  const level = agency(of)?.level;
  const groups = state.contest.groups.filter((group) => !level || group.levels.includes(level));
  return groups.map((group) => [group.id, group.name]);
}
