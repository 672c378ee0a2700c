/** Certificates for everybody who has won, with full names: one A4 page each. */

/** @import { ResultFile, Results } from "../types.d.ts" */

import { read, results, story } from "../api.js";
import { number } from "../format.js";
import { useLoaded } from "../load.js";
import { Button, Loaded, Note, Page } from "../parts.js";
import { to } from "../router.js";
import { html, useLayoutEffect, useRef, useState } from "../../shared/vendor/preact-htm.js";
import { certificate } from "../../shared/certificate.js";
import { certificates as said } from "../words/results.js";
import { draft } from "../words/draft.js";

/** @typedef {{name: string | null, agency: string, text: string, code: string}} Winner `code`: of a person */
/** @typedef {{by: {contest: string, organizer: string, result: {number: number, digest: string, at: string}}, people: Winner[], agencies: Winner[]}} All */

/** Names are hidden in what is public, so each is asked for. @param {ResultFile["individual"][0]["winners"][0]} winner @param {string} title */
async function person(winner, title) {
  const { name } = await story(winner.code);
  return { name, agency: winner.agency_name ?? "", text: said.text(winner.prize, title), code: winner.code };
}

/** Of the last result that is public. @returns {Promise<All | null>} */
async function winners() {
  const last = (await results()).published.at(-1);
  if (!last) return null;
  const [file, rules] = await Promise.all(["ket-qua", "the-le"].map((name) => read(`/ho-so/${last.number}/${name}.json`)));
  const people = [];
  for (const table of /** @type {ResultFile} */ (file).individual) {
    for (const winner of table.winners) people.push(await person(winner, table.title));
  }
  const by = { contest: rules.contest.name, organizer: rules.contest.organizer, result: { number: last.number, digest: last.manifest, at: last.at } };
  return { by, people, agencies: file.collective.flatMap(agencies) };
}

/** @param {ResultFile["collective"][0]} table @returns {Winner[]} */
const agencies = ({ title, candidates }) =>
  candidates.flatMap(({ name, prize }) => (prize ? [{ name, agency: "", text: said.text(prize, title), code: "" }] : []));

export function Certificates() {
  const loading = useLoaded(winners, []);
  return html`<${Page} title=${said.title} wide kicker=${html`<p class="no-print"><a class="tall" href=${to(["ket-qua"])}>← ${draft.back}</a></p>`}>
    ${loading.busy ? html`<p class="hint" role="status">${said.preparing}</p>` : html`<${Loaded} of=${{ ...loading, data: loading.problem ? null : loading.data ?? NOBODY }}>
      ${(/** @type {All} */ all) => html`<${Sheets} all=${all} />`}
    <//>`}
  <//>`;
}

/** @type {All} */
const NOBODY = { by: { contest: "", organizer: "", result: { number: 0, digest: "", at: "" } }, people: [], agencies: [] };

/** @param {{all: All}} props */
function Sheets({ all }) {
  const [whose, setWhose] = useState(/** @type {"people" | "agencies"} */ ("people"));
  const shown = all[whose].filter((each) => each.name);
  const nameless = all[whose].filter((each) => !each.name).map((each) => each.code);
  if (!all.people.length && !all.agencies.length) return html`<p>${said.none}</p>`;
  return html`<div class="no-print">
      <p>${said.hint}</p>
      <${Kinds} all=${all} whose=${whose} choose=${setWhose} />
      ${nameless.length > 0 && html`<${Note} tone="amber">${said.nameless(nameless)}<//>`}
      <div class="actions"><${Button} kind="main" icon="print" off=${!shown.length} does=${() => print()}>${said.print}<//><span role="status">${said.count(shown.length)}</span></div>
    </div>
    <${Pages} key=${whose} of=${shown} by=${all.by} />`;
}

/** @param {{all: All, whose: "people" | "agencies", choose: (whose: "people" | "agencies") => void}} props */
const Kinds = ({ all, whose, choose }) => html`<fieldset class="choices across">
  <legend>${said.choose}</legend>
  ${/** @type {const} */ ([["people", said.individual], ["agencies", said.collective]]).map(([id, name]) => html`<label key=${id} class="choice">
    <input type="radio" name="whose" value=${id} checked=${whose === id} onChange=${() => choose(id)} /><span>${name} (${number(all[id].length)})</span>
  </label>`)}
</fieldset>`;

/** @param {{of: Winner[], by: All["by"]}} props */
function Pages({ of, by }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    const pages = of.map((each) => certificate({ ...each, name: each.name ?? "", ...by, url: urlOf(each), sign: said.sign }));
    place.current?.replaceChildren(...pages);
  }, []);
  return html`<div class="certificates" ref=${place}></div>`;
}

/** Where anyone can check it. @param {Winner} winner */
const urlOf = ({ code }) => `${location.origin}/${code ? `tra-cuu/#${code}` : "ket-qua/"}`;
