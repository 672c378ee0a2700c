/** The exam room: one page that never navigates. */

/** @import { Contest, Status } from "./types.d.ts" */

import { read } from "./api.js";
import { holdBack, onBack } from "./back.js";
import { deviceId, onTabLost } from "./device.js";
import { Icon } from "./icons.js";
import { backFrom, enter, refreshQuietly } from "./journey.js";
import { Announcement, Button } from "./parts.js";
import { go, onRedraw, room, set } from "./room.js";
import { Register, SignIn, SignOut, Welcome } from "./screens/door.js";
import { Before, Lobby } from "./screens/lobby.js";
import { QuestionScreen, WithBar } from "./screens/question.js";
import { Confirm, Review } from "./screens/review.js";
import { Result } from "./screens/result.js";
import { Fatal, Loading, Opening, OtherTab, Refused, Sending, TakenOver } from "./screens/waiting.js";
import { asMoved, timesOf, watchStatus } from "./status.js";
import { html, render } from "../shared/vendor/preact-htm.js";
import { words } from "./words.js";

const SPREAD = 10_000;
/** After so long every function has heard of what was adjusted. */
const HEARD = 60_000;

/** Screens before and after an attempt. @type {Record<string, unknown>} */
const OUTSIDE = {
  loading: Loading,
  fatal: Fatal,
  welcome: Welcome,
  register: Register,
  signIn: SignIn,
  signOut: SignOut,
  lobby: Lobby,
  before: Before,
};

/** Screens on which answers are given. @type {Record<string, unknown>} */
const INSIDE = { question: QuestionScreen, review: Review, confirm: Confirm };

/** What an attempt's own state demands to be shown, whatever was shown before. */
function ofExam() {
  const { exam } = room;
  if (!exam) return null;
  if (exam.result) return html`<${Result} result=${exam.result} />`;
  if (exam.refusal) return html`<${Refused} exam=${exam} />`;
  if (exam.stopped) return html`<${exam.stopped === "taken_over" ? TakenOver : OtherTab} />`;
  if (exam.sheet.handed_in) return html`<${Sending} exam=${exam} />`;
  if (!exam.paper) return html`<${Opening} exam=${exam} />`;
  return html`<${WithBar} exam=${exam}><${inside()} exam=${exam} /><//>`;
}

/** Whether the bar takes the header's place. */
const answering = () => Boolean(room.exam?.live && room.exam.paper);

/** With a time per question, being past the last one means that only handing in is left. */
function inside() {
  const { exam, screen } = room;
  const past = exam && exam.sheet.at >= exam.sheet.answers.length;
  return past && screen !== "confirm" ? Review : INSIDE[screen] ?? QuestionScreen;
}

function App() {
  const exam = ofExam();
  const other = room.receipt && room.screen === "receipt" ? html`<${Result} result=${room.receipt} />` : null;
  return html`${!answering() && html`<${Head} />`}
    ${!answering() && html`<${Announcement} />`}
    ${exam ?? other ?? html`<${OUTSIDE[room.screen]} />`}`;
}

function Head() {
  const name = room.contest?.contest.short_name ?? words.room;
  return html`<header class="head"><div>
    <p>${room.exam ? name : html`<a href="/">${name}</a>`}</p>
    ${room.screen === "lobby" && !room.exam && html`<${Button} kind="quiet" icon="leave" does=${() => go("signOut")}>${words.signOut.open}<//>`}
  </div></header>`;
}

const root = /** @type {Element} */ (document.getElementById("room"));

function draw() {
  if (backFrom[room.screen]) holdBack();
  render(html`<${App} />`, root);
}

let times = "";

/** An announcement is shown; moved times are asked for, not all at once. @param {Status} status */
function onStatus(status) {
  const now = timesOf(status);
  const moved = times !== "" && times !== now;
  times = now;
  set({ notice: status.notice ?? "", contest: { ...room.contest, rounds: asMoved(room.contest.rounds, status) } });
  if (moved) for (const wait of [0, HEARD]) setTimeout(askForTimes, wait + Math.random() * SPREAD);
}

const askForTimes = () => (room.exam ? room.exam.resync() : refreshQuietly());

async function main() {
  onRedraw(draw);
  onBack(() => backFrom[room.screen]);
  onTabLost(() => room.exam?.live && room.exam.stop("other_tab"));
  document.addEventListener("visibilitychange", () => document.hidden || room.exam?.resync());
  try {
    set({ contest: /** @type {Contest} */ (await read("/contest.json")), device: await deviceId() });
  } catch {
    return go("fatal");
  }
  await enter();
  watchStatus(onStatus);
}

void main();
