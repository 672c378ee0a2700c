/** One's own account: who, until when, and the second step of signing in. */

/** @import { Me } from "../types.d.ts" */

import { newSecret, turnOnTotp } from "../api.js";
import { Entry } from "../field.js";
import { spokenTime } from "../format.js";
import { useAction } from "../load.js";
import { Button, Facts, Note, Page, Trouble } from "../parts.js";
import { Qr } from "../qr.js";
import { leave } from "../session.js";
import { agencyName, say, set, state } from "../state.js";
import { html, useState } from "../../shared/vendor/preact-htm.js";
import { called, words } from "../words.js";
import { account as said } from "../words/work.js";

export function Account() {
  const me = /** @type {Me} */ (state.me);
  return html`<${Page} title=${said.title}>
    <h2>${said.who}</h2>
    <${Facts} rows=${[
      [said.username, me.username],
      [said.role, called(words.roles, me.role)],
      me.agency && [words.agency, agencyName(me.agency)],
      [said.until, spokenTime(me.expires_at)],
    ]} />
    <div class="actions"><${Button} icon="leave" does=${() => void leave()}>${said.signOut}<//></div>
    <h2>${said.totp}</h2>
    ${me.totp ? html`<${Note} tone="forest" icon="yes">${said.on}<//>` : html`<${TurnOn} me=${me} />`}
  <//>`;
}

/** @param {{me: Me}} props */
function TurnOn({ me }) {
  const [secret, setSecret] = useState(/** @type {{secret: string, uri: string} | null} */ (null));
  const action = useAction();
  const start = () => action.run(async () => setSecret(await newSecret()));
  if (secret) return html`<${Enrol} me=${me} secret=${secret} />`;
  return html`<p>${said.off}</p>
    ${me.role === "agency" && html`<p class="hint">${said.byLink}</p>`}
    <${Trouble} problem=${action.problem} />
    <${Button} kind="main" off=${action.busy} does=${() => void start()}>${said.start}<//>`;
}

/** @param {{me: Me, secret: {secret: string, uri: string}}} props */
function Enrol({ me, secret }) {
  const [code, setCode] = useState("");
  const action = useAction();
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    void action.run(async () => {
      await turnOnTotp(code.trim());
      set({ me: { ...me, totp: true } });
      say(said.said);
    });
  };
  return html`<form class="narrow" onSubmit=${submit}>
    <ol class="steps">${said.steps.map((step) => html`<li>${step}</li>`)}</ol>
    <${Qr} text=${secret.uri} label=${said.qr} />
    <p>${said.secret}: <span class="code raw">${secret.secret.match(/.{1,4}/g)?.join(" ")}</span></p>
    <${Trouble} problem=${action.problem} />
    <${Entry} id="code" label=${said.code} value=${code} fill=${setCode}
      more=${{ inputmode: "numeric", autocomplete: "one-time-code", maxlength: 6, size: 8, required: true }} />
    <div class="actions"><${Button} kind="main" submit off=${action.busy}>${action.busy ? words.working : said.confirm}<//></div>
  </form>`;
}
