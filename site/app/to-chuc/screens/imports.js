/** Imports: choose a file, see what it would change and what is wrong with it, then write. */

/** @import { ImportKind, ImportPreview, PastImport } from "../types.d.ts" */

import { importFile, imports, template } from "../api.js";
import { Choice, Field } from "../field.js";
import { number, time } from "../format.js";
import { useAction, useLoaded } from "../load.js";
import { Button, Loaded, Page, save, Trouble } from "../parts.js";
import { ImportResult } from "./import-preview.js";
import { Table } from "../table.js";
import { html, useState } from "../../shared/vendor/preact-htm.js";
import { called } from "../words.js";
import { imports as said } from "../words/work.js";

const LARGEST = 4 * 1024 * 1024;

export function Imports() {
  const [preview, setPreview] = useState(/** @type {ImportPreview | null} */ (null));
  const history = useLoaded(imports, []);
  const done = () => void history.reload();
  return html`<${Page} title=${said.title} wide>
    <p>${said.intro}</p>
    ${preview
      ? html`<${ImportResult} key=${preview.id} preview=${preview} done=${done} again=${() => setPreview(null)} />`
      : html`<${FileForm} checked=${setPreview} />`}
    <${History} of=${history} />
  <//>`;
}

/** @param {File} file @returns {Promise<string>} base64 */
async function base64(file) {
  const reader = new FileReader();
  await new Promise((done, failed) => {
    reader.onload = done;
    reader.onerror = failed;
    reader.readAsDataURL(file);
  });
  return String(reader.result).split(",")[1] ?? "";
}

/** @param {File | null} file */
function amiss(file) {
  if (!file) return said.noFile;
  return file.size > LARGEST ? said.tooLarge : null;
}

/** @param {{checked: (preview: ImportPreview) => void}} props */
function FileForm({ checked }) {
  const [kind, setKind] = useState(/** @type {string} */ ("roster"));
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  const [error, setError] = useState(/** @type {string | null} */ (null));
  const action = useAction();
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    setError(amiss(file));
    if (!file || amiss(file)) return document.getElementById("file")?.focus();
    void action.run(async () => checked(await importFile({ kind, file_name: file.name, content: await base64(file) })));
  };
  const choose = (/** @type {{currentTarget: HTMLInputElement}} */ event) => setFile(event.currentTarget.files?.[0] ?? null);
  return html`<form class="narrow" novalidate onSubmit=${submit}>
    <${Choice} id="kind" label=${said.kind} value=${kind} fill=${setKind} options=${Object.entries(said.kinds)} />
    <${Template} key=${kind} kind=${kind} />
    <${Field} id="file" label=${said.file} hint=${said.fileHint} error=${error}>
      ${(/** @type {object} */ common) => html`<input type="file" accept=".xlsx,.csv,.tsv,.txt" ...${common} onChange=${choose} />`}
    <//>
    <${Trouble} problem=${action.problem} />
    <div class="actions"><${Button} kind="main" submit icon="upload" off=${action.busy}>${action.busy ? said.sending : said.send}<//></div>
    ${action.busy && html`<progress aria-label=${said.sending}></progress>`}
  </form>`;
}

/** Fetched rather than linked to: every call carries the console's own header. @param {{kind: string}} props */
function Template({ kind }) {
  const action = useAction();
  const fetch = async () => {
    const response = await template(kind);
    const named = response.headers.get("content-disposition")?.match(/filename="?([^";]+)/)?.[1];
    save(named ?? `mau-${kind}.xlsx`, await response.blob());
  };
  return html`<${Button} kind="quiet" icon="download" off=${action.busy} does=${() => void action.run(fetch)}>${said.template}: ${called(said.kinds, kind)}<//>
    <${Trouble} problem=${action.problem} />`;
}

/** @param {{of: import("../load.js").Loading<{imports: PastImport[]}>}} props */
const History = ({ of }) => html`<section>
  <h2>${said.history}</h2>
  <${Loaded} of=${of}>
    ${(/** @type {{imports: PastImport[]}} */ { imports: past }) => (past.length ? html`<${Table} caption=${said.history} quiet rows=${past} columns=${columns} />` : html`<p>${said.noHistory}</p>`)}
  <//>
</section>`;

/** @param {"new" | "changed" | "unchanged" | "refused"} name */
const figure = (name) => ({ id: name, head: said[name], figure: true, cell: (/** @type {PastImport} */ row) => number(row[name]) });

const columns = [
  { id: "file", head: said.fileName, heading: true, bare: true, cell: (/** @type {PastImport} */ row) => row.file_name },
  { id: "kind", head: said.kind, cell: (/** @type {PastImport} */ row) => said.kinds[/** @type {ImportKind} */ (row.kind)] ?? row.kind },
  { id: "at", head: said.at, cell: (/** @type {PastImport} */ row) => time(row.at) },
  { id: "by", head: said.by, cell: (/** @type {PastImport} */ row) => row.by },
  { id: "state", head: said.state, cell: (/** @type {PastImport} */ row) => called(said.states, row.state) },
  figure("new"),
  figure("changed"),
  figure("unchanged"),
  figure("refused"),
];
