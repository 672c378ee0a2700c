/** The organizers' console: one page that is never left. */

import { Problem, read } from "./api.js";
import { Dialog } from "./dialog.js";
import { Head, screensOf } from "./menu.js";
import { Button, Page, Said, Trouble } from "./parts.js";
import { onMove, place, settle } from "./router.js";
import { EnterByLink, SignIn, SignInForm } from "./screens/door.js";
import { enter, findSession, giveUp, home } from "./session.js";
import { loadStatus } from "./status.js";
import { onRedraw, redraw, set, state } from "./state.js";
import { html, render } from "../shared/vendor/preact-htm.js";
import { words } from "./words.js";

const Loading = () => html`<${Page} title=${words.console}><p role="status">${words.loading}</p><//>`;

const Fatal = () => html`<${Page} title=${words.fatal.title}>
  <p>${words.fatal.text}</p>
  <${Trouble} problem=${state.problem} />
  <${Button} kind="main" icon="refresh" does=${() => void open()}>${words.retry}<//>
<//>`;

const NotHere = () => html`<${Page} title=${words.problem.notHere}><p>${words.problem.notHereText}</p><//>`;

/** The screen of the place one is at. */
function screen() {
  const { path } = place();
  if (state.stage === "loading") return html`<${Loading} />`;
  if (state.stage === "fatal") return html`<${Fatal} />`;
  if (path[0] === "lien-ket") return html`<${EnterByLink} key=${path[1]} token=${path[1] ?? ""} />`;
  if (!state.me) return html`<${SignIn} />`;
  const Screen = screensOf(state.me)[path[0]]?.screen ?? NotHere;
  return html`<${Screen} key=${path.join("/")} path=${path.slice(1)} />`;
}

/** What someone was at stays behind it. */
const SignInAgain = () => html`<${Dialog} title=${words.signIn.again} close=${giveUp}>
  <p>${words.signIn.againText}</p>
  <${SignInForm} username=${state.me?.username} entered=${enter} />
  <${Button} kind="quiet" icon="leave" does=${giveUp}>${words.signIn.giveUp}<//>
<//>`;

/** Past the menu, without touching the address. @param {Event} event */
function skip(event) {
  event.preventDefault();
  document.querySelector("h1")?.focus();
}

const App = () => html`<a class="skip" href="#noi-dung" onClick=${skip}>${words.skip}</a>
  <${Head} />
  <div class=${state.me ? "beside" : ""}>${screen()}</div>
  ${state.expired && html`<${SignInAgain} />`}
  <${Said} />`;

/** At the door's own address there is nothing: on to where this person begins. */
function draw() {
  if (state.me && !place().path.length) return settle(home(state.me));
  render(html`<${App} />`, /** @type {Element} */ (document.getElementById("console")));
}

async function open() {
  set({ stage: "loading", problem: null });
  try {
    set({ contest: await read("/contest.json") });
    await Promise.all([findSession(), loadStatus()]);
    set({ stage: "ready" });
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    set({ stage: "fatal", problem });
  }
}

document.getElementById("console")?.replaceChildren();
onRedraw(draw);
onMove(redraw);
void open();
