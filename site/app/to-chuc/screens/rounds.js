/** Rounds: their hours as they are now, moving them, and the notice to all. */

/** @import { Overview, RoundFigures } from "../types.d.ts" */

import { adjust, overview } from "../api.js";
import { amiss, asked, BLANK, consequences } from "../adjustment.js";
import { Ask } from "../dialog.js";
import { Entry } from "../field.js";
import { number, spokenTime } from "../format.js";
import { useLoaded } from "../load.js";
import { Button, Facts, Loaded, Mark, Note, Page } from "../parts.js";
import { mayAct } from "../state.js";
import { Notice } from "./notice.js";
import { html, useState } from "../../shared/vendor/preact-htm.js";
import { overview as shared } from "../words/figures.js";
import { rounds as said } from "../words/work.js";

export function Rounds() {
  const loading = useLoaded(overview, []);
  return html`<${Page} title=${said.title}>
    <p>${mayAct() ? said.intro : said.auditor}</p>
    <${Loaded} of=${loading}>
      ${(/** @type {Overview} */ now) => {
        const put = (/** @type {Partial<Overview>} */ change) => loading.put({ ...now, ...change });
        return html`${now.rounds.map((round) => html`<${OneRound} key=${round.id} round=${round} put=${put} />`)}
          <${Notice} notice=${now.notice ?? ""} put=${put} />`;
      }}
    <//>
  <//>`;
}

/** @typedef {(change: {rounds?: RoundFigures[], notice?: string | null}) => void} Put */

/** @param {{round: RoundFigures, put: Put}} props */
function OneRound({ round, put }) {
  const [open, setOpen] = useState(false);
  return html`<section class="card" aria-labelledby="round-${round.id}">
    <header>
      <h2 id="round-${round.id}">${round.title}</h2>
      <span class="phase ${round.phase}">${shared.phase[round.phase]}</span>
    </header>
    <${Facts} rows=${[
      [shared.opens, spokenTime(round.opens_at)],
      [shared.closes, html`${spokenTime(round.closes_at)} ${round.adjusted && html`<${Mark} icon="clock" tone="amber">${shared.adjusted}<//>`}`],
      [shared.states.inside, number(round.inside)],
    ]} />
    ${mayAct() && html`<${Button} icon="clock" expanded=${open} name=${said.adjustOf(round.title)} does=${() => setOpen(!open)}>${said.adjust}<//>`}
    ${open && html`<${Adjust} round=${round} put=${put} close=${() => setOpen(false)} />`}
  </section>`;
}

/** @param {{round: RoundFigures, put: Put, close: () => void}} props */
function Adjust({ round, put, close }) {
  const [draft, setDraft] = useState(BLANK);
  const [error, setError] = useState(/** @type {string | null} */ (null));
  const [asking, setAsking] = useState(false);
  const fill = (/** @type {keyof typeof BLANK} */ name) => (/** @type {string} */ value) => setDraft((before) => ({ ...before, [name]: value }));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const wrong = amiss(draft, round);
    setError(wrong);
    setAsking(!wrong);
  };
  const send = async (/** @type {string} */ reason) => {
    put({ rounds: (await adjust(round.id, { ...asked(draft), reason })).rounds });
    close();
  };
  const id = (/** @type {string} */ name) => `${name}-${round.id}`;
  const moment = { type: "datetime-local" };
  return html`<form class="adjust" novalidate onSubmit=${submit}>
    ${error && html`<div role="alert"><${Note} tone="brick">${error}<//></div>`}
    <${Entry} id=${id("minutes")} label=${said.minutes} hint=${said.minutesHint} value=${draft.minutes} fill=${fill("minutes")} more=${{ type: "number", min: 0, max: 240 }} />
    <${Entry} id=${id("closes")} label=${said.closes} hint=${said.momentHint} value=${draft.closes} fill=${fill("closes")} more=${moment} />
    <${Entry} id=${id("opens")} label=${said.opens} hint=${said.momentHint} value=${draft.opens} fill=${fill("opens")} more=${moment} />
    <h3>${said.preview}</h3>
    <div role="status"><${Consequences} draft=${draft} round=${round} /></div>
    <div class="actions"><${Button} kind="main" submit>${said.check}<//></div>
    ${asking && html`<${Ask} title=${said.confirm(round.title)} text=${html`<${Consequences} draft=${draft} round=${round} />`} yes=${said.yes} said=${said.said}
      close=${() => setAsking(false)} send=${send} />`}
  </form>`;
}

/** @param {{draft: typeof BLANK, round: RoundFigures}} props */
function Consequences({ draft, round }) {
  const sentences = consequences(draft, round);
  if (!sentences.length) return html`<span class="hint">${said.nothing}</span>`;
  return html`<ul class="plain-list">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
}
