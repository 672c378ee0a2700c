/** Figures as of a past moment: counted again from the entries, then shown. */

import { recount } from "../api.js";
import { Entry } from "../field.js";
import { fieldMoment, fieldTime } from "../format.js";
import { JobProgress, useJob } from "../job.js";
import { useAction } from "../load.js";
import { Button, Trouble } from "../parts.js";
import { html, useState } from "../../shared/vendor/preact-htm.js";
import { quotas as said } from "../words/figures.js";

/** @param {string} value what is wrong with a moment typed in, if anything */
function amiss(value) {
  const moment = fieldMoment(value);
  if (!moment) return said.pastEmpty;
  return null;
}

/** @param {{asOf: string, arrived: (moment: string) => void, again: () => Promise<void>}} props `again`: when that moment is shown already */
export function PastForm({ asOf, arrived, again }) {
  const [value, fill] = useState(asOf ? fieldTime(asOf) : "");
  const [error, setError] = useState(/** @type {string | null} */ (null));
  const action = useAction();
  const job = useJob();
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    setError(amiss(value));
    const moment = fieldMoment(value);
    if (!moment) return document.getElementById("as-of")?.focus();
    void action.run(async () => {
      await job.watch((await recount(moment)).job);
      if (moment === asOf) return again();
      arrived(moment);
      document.querySelector("h1")?.focus();
    });
  };
  return html`<section class="past">
    <h2>${said.past}</h2>
    <${Trouble} problem=${action.problem} />
    <form class="narrow" novalidate onSubmit=${submit}>
      <${Entry} id="as-of" label=${said.pastLabel} hint=${said.pastHint} value=${value} fill=${fill} error=${error}
        more=${{ type: "datetime-local" }} />
      ${action.busy ? html`<${JobProgress} label=${said.recounting} now=${job.now} />` : html`<${Button} submit icon="clock">${said.recount}<//>`}
    </form>
  </section>`;
}
