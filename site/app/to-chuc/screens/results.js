/** Results: how rounds stand, the draft on its way to the public, what has been published. */

/** @import { ResultRound, Results as Results_ } from "../types.d.ts" */

import { results } from "../api.js";
import { number, time } from "../format.js";
import { Icon } from "../icons.js";
import { useEvery, useLoaded } from "../load.js";
import { Facts, Loaded, Note, Page } from "../parts.js";
import { busy, next, steps } from "../standing.js";
import { mayAct } from "../state.js";
import { Certificates } from "./certificates.js";
import { DraftState } from "./draft-state.js";
import { Draft } from "./draft.js";
import { Commitments, Published } from "./published.js";
import { PublicSite } from "./public-site.js";
import { html } from "../../shared/vendor/preact-htm.js";
import { overview } from "../words/figures.js";
import { results as said } from "../words/results.js";

const OFTEN = 3_000;
const SELDOM = 30_000;

/** What the server says of results, asked often while it works and now and then while rounds end. */
export function useResults() {
  const loading = useLoaded(results, []);
  const reload = () => void (loading.busy || loading.reload());
  useEvery(() => busy(loading.data?.draft) && reload(), OFTEN);
  useEvery(() => busy(loading.data?.draft) || reload(), SELDOM);
  return loading;
}

/** @param {{path: string[]}} props */
export function ResultsPlace({ path: [leaf] }) {
  if (leaf === "du-thao") return html`<${Draft} />`;
  return leaf === "giay-chung-nhan" ? html`<${Certificates} />` : html`<${Results} />`;
}

function Results() {
  const loading = useResults();
  return html`<${Page} title=${said.title} wide>
    <p>${said.intro}</p>
    ${!mayAct() && html`<${Note}>${said.watching}<//>`}
    <${Loaded} of=${loading}>
      ${(/** @type {Results_} */ now) => html`<${Rounds} rounds=${now.rounds} />
        <${DraftState} now=${now} reload=${loading.reload} />
        <${Published} now=${now} />
        <${PublicSite} />
        <${Commitments} commitments=${now.commitments} />`}
    <//>
  <//>`;
}

/** @param {{rounds: ResultRound[]}} props */
const Rounds = ({ rounds }) => html`<section aria-labelledby="rounds">
  <h2 id="rounds">${said.rounds}</h2>
  ${rounds.map((round) => html`<${OneRound} key=${round.id} round=${round} />`)}
</section>`;

/** @param {{round: ResultRound}} props */
const OneRound = ({ round }) => html`<section class="card" aria-labelledby="round-${round.id}">
  <header>
    <h3 id="round-${round.id}">${round.title}</h3>
    <span class="hint">${said.from(time(round.opens_at), time(round.closes_at))}</span>
  </header>
  <${Steps} round=${round} />
  <p class="next"><strong>${said.next}:</strong> ${next(round)}</p>
  <${Waiting} round=${round} />
</section>`;

/** The one line of states; where the round is, is told by shape, weight and word. @param {{round: ResultRound}} props */
function Steps({ round }) {
  const line = steps(round);
  const at = line.indexOf(round.phase);
  return html`<ol class="steps-line" aria-label=${said.stepsOf(round.title)}>
    ${line.map((step, i) => html`<li key=${step} class=${i < at ? "past" : i === at ? "now" : "to-come"} aria-current=${i === at ? "step" : undefined}>
      <span class="stop" aria-hidden="true">${i < at && html`<${Icon} name="check" />`}</span>
      <span>${overview.phase[step]}${i < at && html`<span class="spoken">, ${said.step.past}</span>`}
        ${step === "corrected" && i > at && html` <span class="hint">(${said.maybe})</span>`}</span>
    </li>`)}
  </ol>`;
}

/** What is not in yet; where nothing waits, there is nothing to say. @param {{round: ResultRound}} props */
function Waiting({ round }) {
  const waiting = /** @type {const} */ (["inside", "pending", "late"]).filter((name) => round[name] > 0);
  return waiting.length > 0 && html`<${Facts} rows=${waiting.map((name) => [said[name], number(round[name])])} />`;
}
