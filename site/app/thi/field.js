/** A form that says what is wrong: all mistakes at the top with links, each again at its field. */

/** @import { FieldError } from "./types.d.ts" */
/** @import { Draft } from "./draft.js" */
/** @import { Field } from "./form.js" */
/** @import { View } from "../shared/vendor/preact-htm.js" */

import { Icon } from "./icons.js";
import { html, useEffect, useRef } from "../shared/vendor/preact-htm.js";
import { words } from "./words.js";

/** @param {string} name @returns {{label: string, hint?: string}} */
const wordsOf = (name) => words.fields[/** @type {keyof typeof words.fields} */ (name)];

/** @param {FieldError[]} errors @param {string} name */
export const errorOf = (errors, name) => errors.find((error) => error.field === name)?.detail;

/** @param {string} name @param {string | undefined} hint @param {string | undefined} error */
const describedBy = (name, hint, error) =>
  [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(" ") || undefined;

/** @param {{name: string, error?: string}} props */
export const Wrong = ({ name, error }) =>
  error && html`<p class="wrong" id="${name}-error"><${Icon} name="alert" /><span>${error}</span></p>`;

/**
 * @param {{field: Field, value: string, error?: string, fill: (name: string, value: string) => void}} props
 */
export function Entry({ field, value, error, fill }) {
  const { label, hint } = wordsOf(field.name);
  const id = field.name;
  const common = {
    id,
    name: id,
    value,
    "aria-describedby": describedBy(id, hint, error),
    "aria-invalid": error ? "true" : undefined,
    "aria-required": field.optional ? undefined : "true",
    onInput: (/** @type {{currentTarget: HTMLInputElement}} */ event) => fill(id, event.currentTarget.value),
  };
  return html`<div class="entry ${error ? "bad" : ""}">
    <label for=${id}>${label}${field.optional && html` <span class="optional">(${words.register.optional})</span>`}</label>
    ${hint && html`<p class="hint" id="${id}-hint">${hint}</p>`} <${Wrong} name=${id} error=${error} />
    ${field.kind === "select"
      ? html`<select ...${common}><${Options} options=${field.options ?? []} value=${value} /></select>`
      : html`<input type="text" spellcheck="false" ...${field.attributes} ...${common} />`}
  </div>`;
}

/** @param {{options: [string, string][], value: string}} props */
const Options = ({ options, value }) =>
  [["", words.pick], ...options].map(
    ([id, name]) => html`<option key=${id} value=${id} selected=${id === value}>${name}</option>`,
  );

/** @param {{fields: Field[], draft: Draft, errors: FieldError[], fill: (name: string, value: string) => void}} props */
export const Entries = ({ fields, draft, errors, fill }) =>
  fields.map(
    (field) => html`<${Entry} key=${field.name} field=${field} value=${draft[field.name] ?? ""}
      error=${errorOf(errors, field.name)} fill=${fill} />`,
  );

/** All mistakes in one place; takes the focus after each try. @param {{errors: FieldError[], tries: unknown[]}} props */
export function Mistakes({ errors, tries }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => box.current?.focus(), tries);
  if (!errors.length) return null;
  return html`<div class="note brick" role="alert" tabindex="-1" ref=${box}>
    <${Icon} name="alert" />
    <div>
      <h2>${words.invalid.title}</h2>
      <ul>${errors.map((error) => html`<li><${Jump} error=${error} /></li>`)}</ul>
    </div>
  </div>`;
}

/** Leads to the field without touching the address or the history. @param {{error: FieldError}} props */
function Jump({ error }) {
  const jump = (/** @type {Event} */ event) => {
    event.preventDefault();
    document.getElementById(error.field)?.focus();
  };
  return html`<a href="#${error.field}" onClick=${jump}>${error.detail}</a>`;
}

/** @param {{name: string, checked: boolean, error?: string, tick: (on: boolean) => void, children?: View}} props */
export function Tick({ name, checked, error, tick, children }) {
  const onChange = (/** @type {{currentTarget: HTMLInputElement}} */ event) => tick(event.currentTarget.checked);
  return html`<div class="entry ${error ? "bad" : ""}">
    <${Wrong} name=${name} error=${error} />
    <label class="tick">
      <input type="checkbox" id=${name} name=${name} checked=${checked} onChange=${onChange}
        aria-describedby=${describedBy(name, undefined, error)} aria-invalid=${error ? "true" : undefined} />
      <span>${children}</span>
    </label>
  </div>`;
}
