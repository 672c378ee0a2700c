/** What there is for whom, and the way there. The server decides again; a menu only spares a refusal. */

/** @import { Me, Role } from "./types.d.ts" */
/** @import { IconName } from "./icons.js" */

import { Icon } from "./icons.js";
import { Button } from "./parts.js";
import { place, to } from "./router.js";
import { Account } from "./screens/account.js";
import { Agencies } from "./screens/agencies.js";
import { Agency } from "./screens/agency.js";
import { Contestants } from "./screens/contestants.js";
import { Contestant } from "./screens/contestant.js";
import { Exports } from "./screens/exports.js";
import { Imports } from "./screens/imports.js";
import { Overview } from "./screens/overview.js";
import { Quotas } from "./screens/quotas.js";
import { ResultsPlace } from "./screens/results.js";
import { Rounds } from "./screens/rounds.js";
import { Signals } from "./screens/signals.js";
import { Trail } from "./screens/trail.js";
import { leave } from "./session.js";
import { state } from "./state.js";
import { html, useEffect, useState } from "../shared/vendor/preact-htm.js";
import { called, words } from "./words.js";

/** @typedef {{screen: unknown, icon: IconName, roles: Role[]}} Entry */

/** @param {{path: string[]}} props */
const AgencyPlace = ({ path: [id] }) => (id ? html`<${Agency} id=${id} />` : html`<${Agencies} />`);

/** @param {{path: string[]}} props */
const ContestantPlace = ({ path: [code] }) => (code ? html`<${Contestant} code=${code} />` : html`<${Contestants} />`);

/** @type {Role[]} */
const WATCHING = ["secretariat", "auditor"];

/** @type {Record<string, Entry>} */
const ALL = {
  "tong-quan": { screen: Overview, icon: "overview", roles: ["secretariat", "drafter", "auditor"] },
  "chi-tieu": { screen: Quotas, icon: "quotas", roles: ["secretariat", "drafter", "auditor"] },
  "co-quan": { screen: AgencyPlace, icon: "agency", roles: ["secretariat", "auditor", "agency"] },
  "nguoi-du-thi": { screen: ContestantPlace, icon: "people", roles: WATCHING },
  "dau-hieu": { screen: Signals, icon: "signals", roles: WATCHING },
  "dot-thi": { screen: Rounds, icon: "calendar", roles: WATCHING },
  "ket-qua": { screen: ResultsPlace, icon: "award", roles: WATCHING },
  "nhap-du-lieu": { screen: Imports, icon: "upload", roles: ["secretariat"] },
  "xuat-du-lieu": { screen: Exports, icon: "download", roles: WATCHING },
  "nhat-ky": { screen: Trail, icon: "trail", roles: WATCHING },
  "tai-khoan": { screen: Account, icon: "account", roles: ["secretariat", "drafter", "auditor", "agency"] },
};

/** @param {Me} me @returns {Record<string, Entry>} */
export const screensOf = (me) => Object.fromEntries(Object.entries(ALL).filter(([, entry]) => entry.roles.includes(me.role)));

/** A focal point has one agency and goes straight there. @param {Me} me @param {string} id */
const address = (me, id) => to(me.role === "agency" && id === "co-quan" ? [id, me.agency ?? ""] : [id]);

export function Head() {
  const [open, setOpen] = useState(false);
  const { path } = place();
  const here = path.join("/");
  useEffect(() => setOpen(false), [here]);
  const title = state.me?.title ?? state.contest?.contest.short_name;
  return html`<header class="head">
    <div>
      <p><a href="/">${title ?? words.console}</a> <span class="hint">${title && words.console}</span></p>
      ${state.me && html`<div class="menu-button"><${Button} icon="menu" expanded=${open} controls="danh-muc" does=${() => setOpen(!open)}>${words.menu.label}<//></div>`}
    </div>
    ${state.me && html`<${Menu} me=${state.me} at=${path[0]} open=${open} />`}
  </header>`;
}

/** @param {{me: Me, at: string, open: boolean}} props */
const Menu = ({ me, at, open }) => html`<nav class="menu ${open ? "open" : ""}" id="danh-muc" aria-label=${words.menu.label}>
  <ul>
    ${Object.entries(screensOf(me)).map(([id, { icon }]) => html`<li key=${id}>
      <a href=${address(me, id)} aria-current=${id === at ? "page" : undefined}><${Icon} name=${icon} /><span>${called(words.menu, id)}</span></a>
    </li>`)}
  </ul>
  <p class="who"><strong>${me.username}</strong><br /><span class="hint">${called(words.roles, me.role)}</span></p>
  <${Button} kind="quiet" icon="leave" does=${() => void leave()}>${words.menu.signOut}<//>
</nav>`;
