/** Which agencies are shown: by level, district, quota and name. What is chosen stands in the address. */

/** @import { Figures } from "../types.d.ts" */

import { Choice, Entry } from "../field.js";
import { fold } from "../format.js";
import { refine } from "../router.js";
import { state } from "../state.js";
import { html } from "../../shared/vendor/preact-htm.js";
import { words } from "../words.js";
import { quotas as said } from "../words/figures.js";

/** @type {Record<string, (row: Figures) => boolean>} */
const MET = {
  dat: (row) => row.met === true,
  "chua-dat": (row) => row.met === false,
  "chua-ro": (row) => row.met === null,
};

/** @template {Figures} T @param {T[]} agencies @param {URLSearchParams} query */
export function matching(agencies, query) {
  const [level, district, met, name] = ["cap", "huyen", "dat", "ten"].map((key) => query.get(key) ?? "");
  return agencies.filter(
    (row) =>
      (!level || row.level === level) &&
      (!district || row.id === district || row.parent === district) &&
      (!met || MET[met]?.(row)) &&
      fold(row.name).includes(fold(name)),
  );
}

/** @returns {[string, string][]} */
const districts = () =>
  state.contest.agencies.filter((each) => each.level === "district").map((each) => [each.id, each.name.replace(/^UBND /, "")]);

/** @param {{query: URLSearchParams}} props */
export const AgencyFilter = ({ query }) => html`<form class="filter" role="search" aria-label=${said.filter} onSubmit=${(/** @type {Event} */ event) => event.preventDefault()}>
  <${Entry} id="ten" label=${said.search} hint=${said.searchHint} value=${query.get("ten") ?? ""} fill=${(/** @type {string} */ ten) => refine({ ten })} more=${{ type: "search" }} />
  <${Choice} id="cap" label=${said.byLevel} value=${query.get("cap") ?? ""} fill=${(/** @type {string} */ cap) => refine({ cap })}
    options=${[["", words.all], ...Object.entries(words.levels)]} />
  <${Choice} id="huyen" label=${said.byDistrict} value=${query.get("huyen") ?? ""} fill=${(/** @type {string} */ huyen) => refine({ huyen })}
    options=${[["", words.all], ...districts()]} />
  <${Choice} id="dat" label=${said.byMet} value=${query.get("dat") ?? ""} fill=${(/** @type {string} */ dat) => refine({ dat })}
    options=${[["", words.all], ["dat", said.isMet], ["chua-dat", said.notMet], ["chua-ro", said.unknown]]} />
</form>`;
