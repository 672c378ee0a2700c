/** The lobby: which rounds there are, what this person has done in them, and a clock that opens the door. */

/** @import { MyRound, PastAttempt, Round } from "../types.d.ts" */

import { begin, refreshQuietly, toLobby } from "../journey.js";
import { Tick } from "../field.js";
import { Button, Facts, Note, Page, Time, useSeconds } from "../parts.js";
import { go, room, roundById } from "../room.js";
import { html, useEffect, useState } from "../../shared/vendor/preact-htm.js";
import { words } from "../words.js";

const SPREAD = 20_000;

/** The phase by the server's clock as it runs on here, so that the door opens without asking anyone (R8).
 *  @param {MyRound} mine @returns {MyRound["phase"]} */
export function phaseNow(mine) {
  const { now } = room.clock;
  if (now < Date.parse(mine.opens_at)) return "planned";
  return now < Date.parse(mine.closes_at) ? "open" : "closed";
}

export function Lobby() {
  useSeconds();
  useFreshness();
  const { me } = room;
  if (!me) return null;
  return html`<${Page} title=${words.lobby.title} kicker=${html`<${Who} />`}>
    ${me.rounds.map((mine) => html`<${RoundCard} key=${mine.round} mine=${mine} />`)}
  <//>`;
}

const Who = () => html`<p>
  ${words.lobby.hello(room.me?.full_name ?? "")} ${words.lobby.code}: <strong class="code">${room.me?.candidate_code}</strong>.
  <span class="hint"> ${words.lobby.keepCode}</span>
</p>`;

/** Asks the server again when a phase turns (spread, as everybody's lobby turns at once) and on coming back. */
function useFreshness() {
  const phases = room.me?.rounds.map(phaseNow).join();
  const [before] = useState(phases);
  useEffect(() => {
    if (phases === before) return;
    const timer = setTimeout(refreshQuietly, Math.random() * SPREAD);
    return () => clearTimeout(timer);
  }, [phases]);
  useEffect(() => {
    const back = () => document.hidden || void refreshQuietly();
    document.addEventListener("visibilitychange", back);
    return () => document.removeEventListener("visibilitychange", back);
  }, []);
}

/** @param {{mine: MyRound}} props */
function RoundCard({ mine }) {
  const round = roundById(mine.round);
  if (!round) return null;
  const phase = phaseNow(mine);
  return html`<section class="round" aria-labelledby="round-${round.id}">
    <header>
      <h2 id="round-${round.id}">${round.title}</h2>
      <span class="phase ${phase}">${words.lobby.phase[phase]}</span>
    </header>
    ${round.kind === "rehearsal" && html`<p class="hint">${words.lobby.rehearsal}</p>`}
    <${RoundFacts} round=${round} mine=${mine} over=${phase === "closed"} />
    <${Entrance} round=${round} mine=${mine} phase=${phase} />
    <${Past} round=${round} mine=${mine} />
  </section>`;
}

/** @param {{round: Round, mine: MyRound, over: boolean}} props what is over needs no preparing */
function RoundFacts({ round, mine, over }) {
  const daily = round.attempts_per_day ? words.lobby.perDay(round.attempts_per_day) : "";
  const used = words.lobby.attemptsUsed(mine.attempts.length, round.attempts) + daily;
  return html`<${Facts} rows=${[
    [words.lobby.opens, html`<${Time} at=${mine.opens_at} />`],
    [words.lobby.closes, html`<${Time} at=${mine.closes_at} />`],
    !over && [words.lobby.questions, round.questions],
    !over && [words.lobby.limit, words.span(round.duration_s)],
    [words.lobby.attempts, round.attempts > 1 ? `${used}, ${words.lobby.counts[round.counted]}` : used],
  ]} />`;
}

/** What can be done about this round right now. @param {{round: Round, mine: MyRound, phase: string}} props */
function Entrance({ round, mine, phase }) {
  if (mine.attempts.some((attempt) => attempt.state === "open")) return html`<${Resume} round=${round} />`;
  if (round.open_to && !round.open_to.includes(room.me?.group ?? "")) return html`<p>${words.lobby.notForYou}</p>`;
  if (phase === "planned") return html`<${Wait} opens=${mine.opens_at} />`;
  if (phase !== "open") return null;
  if (mine.attempts.length >= round.attempts) return html`<p>${words.lobby.none}</p>`;
  if (mine.attempts_left < 1) return html`<p>${words.lobby.noneNow}</p>`;
  return html`<p class="actions">
    <${Button} kind="main" off=${room.busy} name=${words.lobby.about(words.lobby.prepare, round.title)}
      does=${() => go("before", { round })}>${words.lobby.prepare}<//>
  </p>`;
}

/** @param {{round: Round}} props */
const Resume = ({ round }) => html`<${Note} tone="amber">${words.lobby.openElsewhere}<//>
  <p class="actions">
    <${Button} kind="main" off=${room.busy} name=${words.lobby.about(words.lobby.resume, round.title)}
      does=${() => void begin(round)}>${words.lobby.resume}<//>
  </p>`;

/** @param {{opens: string}} props */
function Wait({ opens }) {
  const seconds = (Date.parse(opens) - room.clock.now) / 1000;
  const days = Math.floor(seconds / 86_400);
  const clock = words.countdown(seconds - days * 86_400);
  return html`<p class="wait" role="timer" aria-live="off">${words.lobby.opensIn(words.lobby.wait(days, clock))}</p>`;
}

/** @param {{round: Round, mine: MyRound}} props */
function Past({ round, mine }) {
  const ended = mine.attempts.filter((attempt) => attempt.state !== "open");
  if (!ended.length) return null;
  return html`<h3>${words.lobby.past}</h3>
    <ul class="past">
      ${ended.map((attempt) => html`<li key=${attempt.attempt}><${PastRow} round=${round} attempt=${attempt} /></li>`)}
    </ul>`;
}

/** @param {{round: Round, attempt: PastAttempt}} props */
function PastRow({ round, attempt }) {
  const kept = room.results.find((result) => result.round === round.id && result.attempt === attempt.attempt);
  return html`<p>
      <strong>${words.lobby.attempt} ${attempt.attempt}</strong>
      ${attempt.counts && html` <span class="counts">${words.lobby.counted}</span>`}
    </p>
    <p class="score">${scoreOf(attempt)}</p>
    <p class="hint">
      ${words.lobby.state[attempt.state]}${attempt.submitted_at && html`, <${Time} at=${attempt.submitted_at} />`}
      ${attempt.duration_s !== null && html`, ${words.span(attempt.duration_s)}`}
    </p>
    ${kept &&
    html`<${Button} kind="quiet" name=${words.lobby.about(words.lobby.seeReceipt, words.lobby.which(round.title, attempt.attempt))}
      does=${() => go("receipt", { receipt: kept })}>${words.lobby.seeReceipt}<//>`}`;
}

/** @param {PastAttempt} attempt */
function scoreOf(attempt) {
  const { score, max_score } = attempt;
  if (score !== null) return `${words.number(score)}/${words.number(max_score ?? 0)} ${words.lobby.score.toLowerCase()}`;
  return attempt.state === "lapsed" ? "" : words.lobby.later;
}

/** What will happen, before it does (R5): the limit and the end are the ones a start at this second would get. */
export function Before() {
  useSeconds();
  const [agreed, setAgreed] = useState(false);
  const [asked, setAsked] = useState(false);
  const round = /** @type {Round} */ (room.round);
  const mine = room.me?.rounds.find((r) => r.round === round.id);
  if (!mine) return null;
  const rest = (Date.parse(mine.closes_at) - room.clock.now) / 1000;
  const limit = Math.min(round.duration_s, rest);
  const start = () => (agreed ? void begin(round) : setAsked(true));
  return html`<${Page} title=${words.before.title(round.title)}>
    ${rest <= 0 && html`<${Note} tone="brick">${words.before.closed}<//>`}
    ${rest > 0 && rest < round.duration_s &&
    html`<${Note} tone="amber">${words.before.shortened(words.span(round.duration_s), words.span(limit))}<//>`}
    <${StartFacts} round=${round} mine=${mine} limit=${Math.max(0, limit)} />
    <${RulesList} round=${round} />
    <${Tick} name="agree" checked=${agreed} error=${asked && !agreed ? words.before.mustAgree : undefined}
      tick=${setAgreed}>${words.before.agree}<//>
    <p class="actions">
      <${Button} kind="main" off=${room.busy || rest <= 0} does=${start}>
        ${room.busy ? words.waiting : words.before.start}
      <//>
    </p>
    <${Button} kind="quiet" icon="previous" does=${() => void toLobby()}>${words.toLobby}<//>
  <//>`;
}

/** @param {{round: Round, mine: MyRound, limit: number}} props */
const StartFacts = ({ round, mine, limit }) => html`<${Facts} rows=${[
  [words.before.questions, round.questions],
  [words.before.limit, words.span(limit)],
  round.question_s !== null && [words.before.each, words.span(round.question_s)],
  [words.before.ends, html`<${Time} at=${room.clock.now + limit * 1000} />`],
  [words.before.left, mine.attempts_left],
]} />`;

/** @param {{round: Round}} props */
function RulesList({ round }) {
  const { rules, fixed, forward, all, rulesLink } = words.before;
  const own = [!round.answers_may_change && fixed, round.question_s && forward, round.answer_all && all];
  return html`<ul class="rules">
      ${[...own.filter(Boolean), ...rules].map((rule) => html`<li>${rule}</li>`)}
    </ul>
    <p><a href="/the-le/" target="_blank" rel="noopener">${rulesLink}</a></p>`;
}
