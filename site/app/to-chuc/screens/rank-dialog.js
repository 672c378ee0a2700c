/** The question before a result is worked out: why, with which lot, with which corrections. */

/** @import { Amiss, Asked, Typed } from "../asking.js" */
/** @import { Results } from "../types.d.ts" */

import { workOut } from "../api.js";
import { about, amiss, begin, correction, fixedLot, keep, questions, wanted } from "../asking.js";
import { CorrectionFields } from "./correction-fields.js";
import { Dialog } from "../dialog.js";
import { Area, Entry } from "../field.js";
import { day } from "../format.js";
import { useAction } from "../load.js";
import { Button, Note, Trouble } from "../parts.js";
import { html, useLayoutEffect, useState } from "../../shared/vendor/preact-htm.js";
import { corrects } from "../standing.js";
import { words } from "../words.js";
import { form as said } from "../words/draft.js";

/** @param {{now: Results, question?: string, close: () => void, begun: (job: string) => void}} props `question`: one to correct */
export function RankDialog({ now, question, close, begun }) {
  const [asked, setAsked] = useState(() => (question ? about(begin(now), question) : begin(now)));
  const [wrong, setWrong] = useState(/** @type {Amiss | null} */ (null));
  const action = useAction();
  const change = (/** @type {Partial<Asked>} */ part) => {
    const next = { ...asked, ...part };
    keep(next); // what is typed stays, whatever becomes of the dialog
    setAsked(next);
  };
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const found = amiss(asked, now);
    setWrong(found);
    if (found) return;
    void action.run(async () => {
      keep(asked);
      begun((await workOut(wanted(asked))).job);
    });
  };
  useLayoutEffect(() => {
    if (wrong) /** @type {HTMLElement | null} */ (document.querySelector("dialog .bad :is(input, textarea)"))?.focus();
  }, [wrong]);
  return html`<${Dialog} title=${corrects(now) ? said.correcting : said.title} close=${close} wide>
    <p>${said.intro}</p>
    ${now.draft?.state === "ready" && html`<${Note} tone="amber">${said.replaces}<//>`}
    <${Trouble} problem=${action.problem} />
    ${wrong && html`<p class="spoken" role="alert">${said.amiss}</p>`}
    <form novalidate onSubmit=${submit}>
      <${Area} id="reason" label=${said.reason} hint=${now.published.length ? said.reasonPublic : said.reasonHint} value=${asked.reason}
        fill=${(/** @type {string} */ reason) => change({ reason })} error=${wrong?.reason} />
      <${Lot} now=${now} value=${asked.lot} fill=${(/** @type {string} */ lot) => change({ lot })} />
      <${Corrections} now=${now} asked=${asked} change=${change} wrong=${wrong} />
      <p class="hint">${said.kept}</p>
      <div class="actions">
        <${Button} kind="main" submit off=${action.busy}>${action.busy ? words.working : said.start}<//>
        <${Button} does=${close} off=${action.busy}>${said.later}<//>
      </div>
    </form>
  <//>`;
}

/** Whether one is needed, the server tells: not every ranking comes down to it.
 *  @param {{now: Results, value: string, fill: (value: string) => void}} props */
function Lot({ now: { lot, published }, value, fill }) {
  if (!lot) return null;
  const fixed = fixedLot(published) !== null;
  const hint = `${said.lotHint(lot.source, day(lot.drawn_on))} ${fixed ? said.lotFixed : lot.needed ? said.lotNeeded : said.lotOptional}`;
  return html`<${Entry} id="lot" label=${said.lot} value=${value} fill=${fill} hint=${hint} more=${{ autocomplete: "off", readonly: fixed, maxlength: 500 }} />`;
}

/** @param {{now: Results, asked: Asked, change: (part: Partial<Asked>) => void, wrong: Amiss | null}} props */
function Corrections({ now, asked: { corrections }, change, wrong }) {
  const items = questions(now);
  const [added, setAdded] = useState(0);
  const add = () => {
    const one = correction();
    setAdded(one.key);
    change({ corrections: [...corrections, one] });
  };
  const put = (/** @type {Typed} */ one) => change({ corrections: corrections.map((each) => (each.key === one.key ? one : each)) });
  const remove = (/** @type {Typed} */ one) => {
    change({ corrections: corrections.filter((each) => each.key !== one.key) });
    document.getElementById("corrections")?.focus();
  };
  const standing = now.published.some((each) => each.corrections.length);
  return html`<section class="corrections">
    <h3 id="corrections" tabindex="-1">${said.corrections}</h3>
    ${standing && html`<p class="hint">${said.standing}</p>`}
    ${!corrections.length && html`<p>${items.length ? said.noCorrections : said.noItems}</p>`}
    ${corrections.map((each, i) => html`<${CorrectionFields} key=${each.key} n=${i + 1} fresh=${each.key === added} of=${each} items=${items} put=${put} remove=${() => remove(each)} wrong=${wrong?.corrections[each.key]} />`)}
    ${items.length > 0 && html`<${Button} icon="add" does=${add}>${said.add}<//>`}
  </section>`;
}
