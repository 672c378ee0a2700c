/** Exports: made by the server as a job, fetched in parts, saved as one file. */

import { exportFile, jobPart } from "../api.js";
import { Choice, Entry } from "../field.js";
import { fieldMoment } from "../format.js";
import { JobProgress, useJob } from "../job.js";
import { useAction } from "../load.js";
import { Button, Note, Page, save, Trouble } from "../parts.js";
import { say } from "../state.js";
import { html, useState } from "../../shared/vendor/preact-htm.js";
import { called } from "../words.js";
import { exports as said } from "../words/work.js";

/** @type {Record<string, string[]>} */
const FORMATS = { participation: ["xlsx", "csv"], contestants: ["xlsx", "csv"], report: ["docx"] };

/** @typedef {{name: string, content: Blob}} Made */

/** One after the other: the file may be long, the line thin.
 *  @param {string} id @param {Record<string, any>} result @param {(done: number) => void} seen @returns {Promise<Made>} */
async function collect(id, { file_name, media_type, parts }, seen) {
  const pieces = [];
  for (let n = 0; n < parts; n++) {
    pieces.push(await jobPart(id, n));
    seen((n + 1) / parts);
  }
  return { name: file_name, content: new Blob(pieces, { type: media_type }) };
}

export function Exports() {
  const [kind, setKind] = useState("participation");
  const [format, setFormat] = useState("xlsx");
  const [asOf, setAsOf] = useState("");
  const [fetched, setFetched] = useState(/** @type {number | null} */ (null));
  const [made, setMade] = useState(/** @type {Made | null} */ (null));
  const action = useAction();
  const job = useJob();
  const formats = FORMATS[kind];
  const chosen = formats.includes(format) ? format : formats[0];
  const make = async () => {
    setMade(null);
    setFetched(null);
    const { id, result } = await job.watch((await exportFile({ kind, format: chosen, as_of: fieldMoment(asOf) })).job);
    const file = await collect(id, result ?? {}, setFetched);
    save(file.name, file.content);
    setMade(file);
    say(said.ready(file.name));
  };
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    void action.run(make);
  };
  return html`<${Page} title=${said.title}>
    <p>${said.intro}</p>
    <form class="narrow" onSubmit=${submit}>
      <${Choice} id="kind" label=${said.kind} hint=${called(said.hints, kind)} value=${kind} fill=${setKind} options=${Object.entries(said.kinds)} />
      <${Choice} id="format" label=${said.format} value=${chosen} fill=${setFormat} options=${formats.map((each) => [each, called(said.formats, each)])} />
      <${Entry} id="as-of" label=${said.asOf} hint=${said.asOfHint} value=${asOf} fill=${setAsOf} more=${{ type: "datetime-local" }} />
      <${Trouble} problem=${action.problem} />
      <div class="actions"><${Button} kind="main" submit icon="download" off=${action.busy}>${said.start}<//></div>
    </form>
    ${action.busy && (fetched === null ? html`<${JobProgress} label=${said.making} now=${job.now} />` : html`<${Fetching} share=${fetched} />`)}
    ${made && html`<${Note} tone="forest" icon="yes"><p>${said.ready(made.name)}</p>
      <${Button} icon="download" does=${() => save(made.name, made.content)}>${said.again}<//><//>`}
  <//>`;
}

/** @param {{share: number}} props */
const Fetching = ({ share }) => html`<div class="progress">
  <p><strong>${said.fetching}</strong></p>
  <progress aria-label=${said.fetching} max="1" value=${share}></progress>
</div>`;
