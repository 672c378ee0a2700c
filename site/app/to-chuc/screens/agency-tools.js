/** What an agency is sent: a reminder, and its focal point's link. */

/** @import { AgencyPage } from "../types.d.ts" */

import { newLink } from "../api.js";
import { Dialog } from "../dialog.js";
import { Entry, Field, Tick } from "../field.js";
import { spokenTime } from "../format.js";
import { useAction } from "../load.js";
import { Button, copy, Note, Trouble } from "../parts.js";
import { mayAct, state } from "../state.js";
import { html, useState } from "../../shared/vendor/preact-htm.js";
import { words } from "../words.js";
import { agency as said } from "../words/figures.js";
import { reminder } from "../words/reminder.js";

/** A copy button that says in words whether it worked. @param {{text: string, children?: unknown}} props */
function Copy({ text, children }) {
  const [remark, setRemark] = useState("");
  const does = async () => setRemark((await copy(text)) ? words.copied : words.notCopied);
  return html`<div class="actions"><${Button} icon="copy" does=${() => void does()}>${children}<//>
    ${remark && html`<span class="remark">${remark}</span>`}</div>`;
}

/** @param {{page: AgencyPage}} props */
export function Reminder({ page }) {
  const [named, setNamed] = useState(false);
  const text = reminder(page, state.contest.contest.name, `${location.origin}/thi/`, named);
  return html`<section>
    <h2>${said.reminder}</h2>
    <p>${said.reminderHint}</p>
    ${page.people_missing.length > 0 && html`<${Tick} id="named" checked=${named} tick=${setNamed}>${said.withNames}<//>`}
    <${Field} id="reminder" label=${said.reminderText}>
      ${(/** @type {object} */ common) => html`<textarea readonly rows=${Math.min(16, text.split("\n").length + 2)} ...${common} value=${text}></textarea>`}
    <//>
    <${Copy} text=${text}>${said.copy}<//>
  </section>`;
}

/** @param {{id: string}} props */
export function LinkButton({ id }) {
  const [open, setOpen] = useState(false);
  if (!mayAct()) return null;
  return html`<${Button} icon="link" does=${() => setOpen(true)}>${said.link}<//>
    ${open && html`<${LinkDialog} id=${id} close=${() => setOpen(false)} />`}`;
}

/** @param {{id: string, close: () => void}} props */
function LinkDialog({ id, close }) {
  const [days, setDays] = useState("14");
  const [made, setMade] = useState(/** @type {{url: string, expires_at: string} | null} */ (null));
  const action = useAction();
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    void action.run(async () => {
      const link = await newLink(id, Number(days));
      setMade({ ...link, url: new URL(link.url, location.href).href });
    });
  };
  return html`<${Dialog} title=${said.link} close=${close}>
    <${Note} tone="amber">${said.linkText}<//>
    <${Trouble} problem=${action.problem} />
    ${made ? html`<${Made} made=${made} />` : html`<form onSubmit=${submit}>
      <${Entry} id="days" label=${said.days} value=${days} fill=${setDays} more=${{ type: "number", min: 1, max: 60, required: true }} />
      <div class="actions"><${Button} kind="main" submit off=${action.busy}>${action.busy ? words.working : said.makeLink}<//></div>
    </form>`}
    <div class="actions"><${Button} does=${close}>${made ? said.done : words.cancel}<//></div>
  <//>`;
}

/** @param {{made: {url: string, expires_at: string}}} props */
const Made = ({ made }) => html`<p role="status">${said.linkUntil(spokenTime(made.expires_at))}</p>
  <${Field} id="link" label=${said.linkLabel}>
    ${(/** @type {object} */ common) => html`<textarea readonly rows="4" ...${common} value=${made.url}></textarea>`}
  <//>
  <${Copy} text=${made.url}>${said.copyLink}<//>`;
