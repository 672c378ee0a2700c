/** What the secretariat may decide about a person; each behind a question, each with a reason. */

/** @import { Loading } from "../load.js" */
/** @import { Story } from "../types.d.ts" */

import { decide } from "../api.js";
import { Ask } from "../dialog.js";
import { AgencyChoice, Choice, groupOptions, Tick } from "../field.js";
import { Button } from "../parts.js";
import { html, useState } from "../../shared/vendor/preact-htm.js";
import { words } from "../words.js";
import { story as said } from "../words/people.js";

/** @typedef {{now: Story, put: (story: Story) => void, close: () => void}} Deciding */

/** @param {{now: Story, put: (story: Story) => void}} props */
export function Decisions({ now, put }) {
  const [open, setOpen] = useState(/** @type {"ruling" | "transfer" | "erase" | null} */ (null));
  const out = now.flags.includes("disqualified");
  const deciding = { now, put, close: () => setOpen(null) };
  return html`<section>
    <h2>${said.actions}</h2>
    <div class="actions">
      <${Button} icon=${out ? "yes" : "no"} does=${() => setOpen("ruling")}>${out ? said.reinstate.open : said.disqualify.open}<//>
      <${Button} icon="agency" does=${() => setOpen("transfer")}>${said.transfer.open}<//>
      ${!now.erased && html`<${Button} icon="person" does=${() => setOpen("erase")}>${said.erase.open}<//>`}
    </div>
    ${open === "ruling" && html`<${Ruling} ...${deciding} out=${out} />`}
    ${open === "transfer" && html`<${Transfer} ...${deciding} />`}
    ${open === "erase" && html`<${Erase} ...${deciding} />`}
  </section>`;
}

/** @param {Deciding & {out: boolean}} props */
function Ruling({ now, put, close, out }) {
  const its = out ? said.reinstate : said.disqualify;
  const send = async (/** @type {string} */ reason) => put(await decide(now.code ?? "", "rulings", { disqualified: !out, reason }));
  return html`<${Ask} title=${its.title} text=${its.text} yes=${its.yes} said=${its.said} close=${close} send=${send} />`;
}

/** @param {Deciding} props */
function Transfer({ now, put, close }) {
  const post = now.posts.at(-1);
  const [agency, setAgency] = useState(post?.agency ?? "");
  const [group, setGroup] = useState(post?.group ?? "");
  const groups = groupOptions(agency);
  const fits = groups.some(([id]) => id === group) ? group : groups[0]?.[0];
  const send = async (/** @type {string} */ reason) => put(await decide(now.code ?? "", "posts", { agency: agency || null, group: fits, reason }));
  return html`<${Ask} title=${said.transfer.title} text=${said.transfer.text} yes=${said.transfer.yes} said=${said.transfer.said} close=${close} send=${send}>
    <${AgencyChoice} id="to-agency" label=${words.agency} none=${words.citizen} value=${agency} fill=${setAgency} />
    <${Choice} id="to-group" label=${words.group} value=${fits} fill=${setGroup} options=${groups} />
  <//>`;
}

/** @param {Deciding} props */
function Erase({ now, put, close }) {
  const [sure, setSure] = useState(false);
  const [error, setError] = useState(/** @type {string | null} */ (null));
  const wrong = () => {
    const amiss = sure ? null : said.erase.unsure;
    setError(amiss);
    if (amiss) document.getElementById("sure")?.focus();
    return amiss;
  };
  const send = async (/** @type {string} */ reason) => put(await decide(now.code ?? "", "erasure", { reason }));
  return html`<${Ask} title=${said.erase.title} text=${said.erase.text} yes=${said.erase.yes} said=${said.erase.said} close=${close} wrong=${wrong} send=${send}>
    <${Tick} id="sure" checked=${sure} tick=${setSure} error=${error}>${said.erase.sure}<//>
  <//>`;
}
