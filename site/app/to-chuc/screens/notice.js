/** The organizers' word to everybody. */

import { notify } from "../api.js";
import { Ask } from "../dialog.js";
import { Area } from "../field.js";
import { Button, Note } from "../parts.js";
import { mayAct } from "../state.js";
import { html, useState } from "../../shared/vendor/preact-htm.js";
import { rounds as said } from "../words/work.js";

/** As the home page and the exam room show it. @param {{text: string}} props */
const Shown = ({ text }) => (text ? html`<${Note}><strong>${said.byOrganizer}:</strong> ${text}<//>` : html`<p>${said.noNotice}</p>`);

/** @param {{notice: string, put: (change: {notice: string | null}) => void}} props */
export function Notice({ notice, put }) {
  const [text, fill] = useState(notice);
  const [asking, setAsking] = useState(false);
  const plain = text.trim();
  const send = async () => put({ notice: (await notify(plain)).notice });
  return html`<section>
    <h2>${said.notice}</h2>
    ${!mayAct() && html`<${Shown} text=${notice} />`}
    ${mayAct() && html`<${Area} id="notice" label=${said.noticeText} hint=${said.noticeHint} value=${text} fill=${fill} />
      <h3>${said.noticePreview}</h3>
      <${Shown} text=${plain} />
      <div class="actions"><${Button} kind="main" icon="notice" off=${plain === notice} does=${() => setAsking(true)}>${said.publish}<//></div>`}
    ${asking && html`<${Ask} title=${plain ? said.publishTitle : said.removeTitle} text=${plain || notice} yes=${plain ? said.publishYes : said.removeYes}
      said=${said.noticeSaid} reasoned=${false} close=${() => setAsking(false)} send=${send} />`}
  </section>`;
}
