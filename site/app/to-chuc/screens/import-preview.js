/** What a file would do, and doing it. */

/** @import { ImportPreview } from "../types.d.ts" */

import { confirmImport } from "../api.js";
import { number } from "../format.js";
import { JobProgress, useJob } from "../job.js";
import { useAction } from "../load.js";
import { Button, Mark, Note, Trouble } from "../parts.js";
import { say } from "../state.js";
import { Table } from "../table.js";
import { html, useLayoutEffect, useRef, useState } from "../../shared/vendor/preact-htm.js";
import { imports as said } from "../words/work.js";

const FIRST = 100;

/** @param {{preview: ImportPreview, done: () => void, again: () => void}} props */
export function ImportResult({ preview, done, again }) {
  const action = useAction();
  const job = useJob();
  const [counts, setCounts] = useState(/** @type {Record<string, number> | null} */ (null));
  const heading = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => heading.current?.focus(), [counts]);
  const write = () =>
    action.run(async () => {
      const { result } = await job.watch((await confirmImport(preview.id)).job);
      setCounts({ ...pickCounts(preview), ...result });
      say(said.done);
      done();
    });
  const writes = preview.new + preview.changed;
  return html`<section>
    <h2 ref=${heading} tabindex="-1">${counts ? said.done : said.preview}</h2>
    <p>${said.previewOf(preview.file_name, preview.lines)}</p>
    <${Counts} of=${counts ?? pickCounts(preview)} />
    <${Trouble} problem=${action.problem} />
    ${action.busy && html`<${JobProgress} label=${said.writing} now=${job.now} />`}
    ${!counts && !writes && html`<${Note}>${said.nothing}<//>`}
    <div class="actions">
      ${!counts && writes > 0 && html`<${Button} kind="main" icon="check" off=${action.busy} does=${() => void write()}>${said.confirm(writes)}<//>`}
      <${Button} off=${action.busy} does=${again}>${said.another}<//>
    </div>
    <${Problems} rows=${preview.problems} title=${said.problems} hint=${said.problemsHint} />
    <${Problems} rows=${preview.notes} title=${said.notes} hint=${said.notesHint} />
    ${!counts && html`<${FirstRows} preview=${preview} />`}
  </section>`;
}

/** @param {ImportPreview} preview @returns {Record<string, number>} */
const pickCounts = (preview) => ({ new: preview.new, changed: preview.changed, unchanged: preview.unchanged, refused: preview.refused });

/** @param {{of: Record<string, number>}} props */
const Counts = ({ of }) => html`<dl class="figures">
  ${/** @type {const} */ (["new", "changed", "unchanged", "refused"]).map((name) => html`<div key=${name}><dt>${said[name]}</dt><dd>${number(of[name])}</dd></div>`)}
</dl>`;

/** @typedef {ImportPreview["problems"][0]} Trouble_ */
/** @typedef {ImportPreview["preview"][0]} Line */

/** @param {{rows: Trouble_[], title: string, hint: string}} props */
function Problems({ rows, title, hint }) {
  const [all, setAll] = useState(false);
  if (!rows.length) return null;
  const shown = all ? rows : rows.slice(0, FIRST);
  return html`<h3>${title}</h3>
    <p>${hint}</p>
    <${Table} caption=${title} quiet rows=${shown} id=${(/** @type {Trouble_} */ row) => rows.indexOf(row)} columns=${[
      { id: "line", head: said.line, heading: true, cell: (/** @type {Trouble_} */ row) => number(row.line) },
      { id: "column", head: said.column, cell: (/** @type {Trouble_} */ row) => row.column ?? said.wholeLine },
      { id: "message", head: said.message, cell: (/** @type {Trouble_} */ row) => row.message },
    ]} />
    ${shown.length < rows.length && html`<p>${said.someProblems(shown.length, rows.length)}</p>
      <${Button} does=${() => setAll(true)}>${said.moreProblems}<//>`}`;
}

const ICONS = /** @type {const} */ ({ new: "yes", changed: "refresh", unchanged: "check" });

/** @param {{preview: ImportPreview}} props */
function FirstRows({ preview: { preview: rows, headers, lines, refused } }) {
  if (!rows.length) return null;
  const caption = said.first(rows.length, lines - refused);
  return html`<h3>${caption}</h3>
    <${Table} caption=${caption} quiet rows=${rows} id=${(/** @type {Line} */ row) => row.line} columns=${[
      { id: "line", head: said.line, heading: true, cell: (/** @type {Line} */ row) => number(row.line) },
      { id: "action", head: said.action, cell: (/** @type {Line} */ row) => html`<${Mark} icon=${ICONS[row.action]} tone=${row.action === "unchanged" ? "" : "forest"}>${said.actions[row.action]}<//>` },
      ...headers.map((head, i) => ({ id: `cell-${i}`, head, cell: (/** @type {Line} */ row) => row.cells[i] || "–" })),
    ]} />`;
}
