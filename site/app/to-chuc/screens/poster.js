/** A poster for an agency's notice board: one A4 page. */

import { time } from "../format.js";
import { Button, Page } from "../parts.js";
import { Qr } from "../qr.js";
import { to } from "../router.js";
import { useFreshStatus } from "../status.js";
import { agencyName, roundsNow, state } from "../state.js";
import { html } from "../../shared/vendor/preact-htm.js";
import { words } from "../words.js";
import { poster as said } from "../words/figures.js";

/** @param {{id: string}} props */
export function Poster({ id }) {
  useFreshStatus();
  return html`<${Page} title=${said.title(agencyName(id))} wide>
    <p class="no-print hint">${said.hint}</p>
    <div class="actions no-print">
      <${Button} kind="main" icon="print" does=${() => print()}>${said.print}<//>
      <a class="button plain" href=${to(["co-quan", id])}>${words.back}</a>
    </div>
    <${Sheet} id=${id} />
  <//>`;
}

/** @param {{id: string}} props */
function Sheet({ id }) {
  const { contest } = state.contest;
  const site = `${location.origin}/`;
  return html`<article class="poster">
    <p class="poster-agency">${agencyName(id)}</p>
    <p class="poster-invites">${said.invites}</p>
    <h2>${contest.name}</h2>
    <div class="weave" aria-hidden="true"></div>
    <${Rounds} />
    <div class="poster-way">
      <${Qr} text=${site} label=${said.qr} />
      <p>${said.how}<br /><strong>${site.replace(/^https?:\/\//, "").replace(/\/$/, "")}</strong></p>
    </div>
    <p class="poster-foot">${said.zone}</p>
  </article>`;
}

const Rounds = () => html`<ul class="poster-rounds">
  ${roundsNow().filter((round) => round.kind === "official").map((round) => html`<li key=${round.id}>
    <strong>${round.title}</strong><span>${said.window(time(round.opens_at), time(round.closes_at))}</span>
  </li>`)}
</ul>`;
