/** The way to one agency's page. */

/** @import { Figures, Quotas } from "../types.d.ts" */

import { quotas } from "../api.js";
import { useLoaded } from "../load.js";
import { AsOf, Loaded, Page } from "../parts.js";
import { place, to } from "../router.js";
import { AgencyFilter, matching } from "./agency-filter.js";
import { AgencyBar, Met } from "./figures.js";
import { Table } from "../table.js";
import { html } from "../../shared/vendor/preact-htm.js";
import { words } from "../words.js";
import { agency as said, quotas as shared } from "../words/figures.js";

export function Agencies() {
  const loading = useLoaded(() => quotas(""), []);
  return html`<${Page} title=${said.list} wide>
    <p>${said.choose}</p>
    <${Loaded} of=${loading}>
      ${(/** @type {Quotas} */ now) => html`<${AsOf} at=${now.as_of} /><${List} agencies=${now.agencies} />`}
    <//>
  <//>`;
}

/** @param {{agencies: Figures[]}} props */
function List({ agencies }) {
  const { query } = place();
  const shown = matching(agencies, query);
  return html`<${AgencyFilter} query=${query} />
    <p role="status">${shown.length ? shared.shown(shown.length, agencies.length) : shared.nothing}</p>
    ${shown.length > 0 && html`<${Table} caption=${said.list} quiet rows=${shown} columns=${[
      { id: "name", head: shared.name, heading: true, bare: true, by: (/** @type {Figures} */ row) => row.name, cell: (/** @type {Figures} */ row) => html`<a class="tall" href=${to(["co-quan", row.id])}>${row.name}</a>` },
      { id: "level", head: shared.level, by: (/** @type {Figures} */ row) => words.levels[row.level], cell: (/** @type {Figures} */ row) => words.levels[row.level] },
      { id: "met", head: shared.met, by: (/** @type {Figures} */ row) => row.missing, cell: (/** @type {Figures} */ row) => html`<${Met} of=${row} />` },
      { id: "rate", head: shared.rate, by: (/** @type {Figures} */ row) => row.rate, cell: (/** @type {Figures} */ row) => html`<${AgencyBar} of=${row} />` },
    ]} />`}`;
}
