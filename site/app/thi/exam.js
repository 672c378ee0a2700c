/**
 * One running attempt: choosing, keeping, checkpoints, the clock, handing in.
 *
 * It knows nothing of screens. `changed` is called whenever something shown may have changed; what to show
 * follows from `paper`, `stopped`, `sheet.handed_in`, `result` and `refusal`.
 */

/** @import { KeptResult, Paper, Round, Sheet, Started } from "./types.d.ts" */

import * as api from "./api.js";
import { Countdown } from "./clock.js";
import { tabIsMine } from "./device.js";
import { forget, keep, recall } from "./keep.js";
import { forgetPaper, openPaper } from "./paper.js";
import { persist } from "./retry.js";
import { Saver } from "./saver.js";
import { choose, merge, toggle } from "./sheet.js";
import { words } from "./words.js";

const SPOKEN_MINUTES = [10, 5, 1];
/** How long a sheet whose time is up waits to hear of more time; handing in needs what slack there is. */
const HURRY = 3_000;
/** Gaining so many seconds is an extension, and worth saying. */
const GAIN = 30;

/** Nothing, after a while. @param {number} ms @returns {Promise<void>} */
const after = (ms) => new Promise((done) => setTimeout(done, ms));

/** @param {string} code a candidate code */
export const sheetKey = (code) => `thi.exam.${code}`;
/** @param {string} code a candidate code */
export const resultsKey = (code) => `thi.results.${code}`;

export class Exam {
  countdown = new Countdown();
  /** @type {Paper | null} */
  paper = null;
  /** @type {null | "taken_over" | "other_tab"} */
  stopped = null;
  /** @type {KeptResult | null} */
  result = null;
  /** @type {api.Problem | null} a considered no to the submission */
  refusal = null;
  /** @type {api.Problem | null} a considered no to a checkpoint */
  trouble = null;
  /** Misses in a row of whatever is being fetched or sent. */
  misses = 0;
  /** What a screen reader should say now. */
  spoken = "";
  /** The greatest seq this device holds safely. */
  #kept = 0;
  #unkept = false;
  #lastLeft = Infinity;
  #delivering = false;
  #asking = false;
  #ticking = 0;

  /** @param {Sheet} sheet @param {Round} round @param {string} device @param {() => void} changed */
  constructor(sheet, round, device, changed) {
    this.sheet = sheet;
    this.round = round;
    this.device = device;
    this.changed = changed;
    this.saver = new Saver(() => this.#checkpoint(), (n) => this.#missed(n));
    this.#ticking = setInterval(() => this.tick(), 500);
  }

  /** Whether answers may still be given here. */
  get live() {
    return !this.stopped && !this.sheet.handed_in && !this.result && !this.refusal;
  }

  /** How safe the last answer is, for the bar. @returns {"none"|"chosen"|"kept"|"received"|"unkept"} */
  get state() {
    const { changed, acked } = this.sheet;
    if (!changed) return "none";
    if (acked >= changed && !this.#undecided) return "received";
    if (this.#kept >= changed) return "kept";
    return this.#unkept ? "unkept" : "chosen";
  }

  /** Whether the rules keep this sheet from being handed in as it is; then the last checkpoint must count. */
  get unanswered() {
    return this.round.answer_all && this.sheet.answers.some((chosen) => !chosen.length);
  }

  /** Where answers are final, the one shown can still be changed here, so the server mustn't have it yet. */
  get #undecided() {
    const { at, answers } = this.sheet;
    return !this.round.answers_may_change && Boolean(answers[at]?.length) && !this.isLocked(at);
  }

  /** What may be sent as a checkpoint. */
  get #decided() {
    const { at, answers } = this.sheet;
    return this.#undecided ? answers.map((chosen, i) => (i === at ? [] : chosen)) : answers;
  }

  /** Whether this device refuses to keep anything. */
  get unkept() {
    return this.#unkept;
  }

  /** Writes first, shows afterwards. */
  async #write() {
    if (!tabIsMine()) return this.stop("other_tab");
    const { code, seq } = this.sheet;
    const kept = await keep(sheetKey(code), this.sheet);
    this.#unkept = !kept;
    if (kept) this.#kept = Math.max(this.#kept, seq);
    this.changed();
  }

  /** @param {Partial<Sheet>} change */
  #set(change) {
    this.sheet = { ...this.sheet, ...change };
    return this.#write();
  }

  /** Fetches the paper; the clock is already running. */
  async open() {
    this.paper = await openPaper(this.sheet.paper, this.sheet.answers.length, (n) => this.#missed(n));
    this.misses = 0;
    this.changed();
  }

  /** Whether question `index` can still be answered. @param {number} index */
  isLocked(index) {
    return this.sheet.locked.includes(index) || Boolean(this.round.question_s && index !== this.sheet.at);
  }

  /** @param {number} index @param {string} option */
  choose(index, option) {
    if (!this.paper || !this.live || this.#asking || this.isLocked(index)) return;
    this.sheet = choose(this.sheet, index, option, this.paper.questions[index].type);
    void this.#write();
    if (!this.#undecided) this.saver.poke();
  }

  /** @param {number} index */
  flag(index) {
    void this.#set({ flags: toggle(this.sheet.flags, index) });
  }

  /** Shows another question; where answers are final, leaving one makes it so. @param {number} index */
  moveTo(index) {
    const forward = this.round.question_s ? { question_ends: this.#endFrom(this.countdown.left) } : {};
    this.#leave({ at: index, ...forward });
  }

  /** @param {Partial<Sheet>} change */
  #leave(change) {
    const { at, locked, seq } = this.sheet;
    if (!this.#undecided) return void this.#set(change);
    void this.#set({ ...change, locked: [...locked, at], seq: seq + 1, changed: seq + 1 });
    this.saver.poke();
  }

  /** @param {string} prediction */
  predict(prediction) {
    void this.#set({ prediction });
  }

  /** A question's own time is counted in the server's remaining seconds, so a reload doesn't renew it.
   *  @param {number | null} from */
  #endFrom(from) {
    return from === null || !this.round.question_s ? null : from - this.round.question_s;
  }

  /** Seconds left of the question shown, where questions have their own time. */
  get questionLeft() {
    const { left } = this.countdown;
    const { question_ends } = this.sheet;
    return left === null || question_ends === null ? null : Math.max(0, left - question_ends);
  }

  tick() {
    const { left } = this.countdown;
    if (left === null || !this.live) return;
    this.#speak(left);
    if (this.round.question_s && this.paper) this.#march(left);
    if (left <= 0) void this.handIn("time");
  }

  /** @param {number} left */
  #speak(left) {
    const minutes = SPOKEN_MINUTES.find((m) => left <= m * 60 && this.#lastLeft > m * 60);
    const first = this.#lastLeft === Infinity;
    this.#lastLeft = left;
    if (!minutes || first) return;
    this.spoken = words.bar.minutes(minutes);
    this.changed();
  }

  /** Moves past every question whose own time is over, also those that passed while the page was away.
   *  Past the last one all are locked and only handing in is left.
   *  @param {number} left */
  #march(left) {
    this.#stretch(left);
    let { at, question_ends } = this.sheet;
    if (at >= this.sheet.answers.length) return;
    question_ends ??= this.#endFrom(left);
    while (question_ends !== null && left <= question_ends && at < this.sheet.answers.length) {
      at += 1;
      question_ends = this.#endFrom(question_ends);
    }
    if (at !== this.sheet.at) this.#leave({ at, question_ends });
    else if (question_ends !== this.sheet.question_ends) void this.#set({ question_ends });
  }

  /** @param {number} remaining_s @param {number} asked */
  #told(remaining_s, asked) {
    const before = this.countdown.left;
    this.countdown.sync(remaining_s, asked);
    const { left } = this.countdown;
    if (before === null || left === null || left - before < GAIN) return;
    this.#lastLeft = left;
    this.spoken = words.bar.minutes(Math.round(left / 60));
  }

  /** An extension is first of all time for the questions still to come, and only then for the one shown.
   *  @param {number} left */
  #stretch(left) {
    const { at, answers, question_ends } = this.sheet;
    const own = this.round.question_s;
    if (!own || question_ends === null) return;
    const ends = Math.min(left - own, Math.max(question_ends, (answers.length - at - 1) * own));
    if (ends > question_ends) void this.#set({ question_ends: ends });
  }

  /** Asks the server for the time left, by saving again: the counter may have slept with the device, or the
   *  organizers have given more time. */
  resync() {
    if (!this.live) return;
    void this.#set({ seq: this.sheet.seq + 1 });
    void this.saver.now();
  }

  async #checkpoint() {
    if (!this.live) return;
    const { token, seq } = this.sheet;
    const asked = performance.now();
    try {
      const said = await api.save({ token, device: this.device, seq, answers: this.#decided });
      this.#told(said.remaining_s, asked);
      this.#received(seq);
      return said.remaining_s;
    } catch (problem) {
      if (!(problem instanceof api.Problem) || problem.passing) throw problem;
      await this.#checkpointRefused(problem);
    }
  }

  /** @param {number} seq */
  #received(seq) {
    this.misses = 0;
    this.trouble = null;
    this.sheet = { ...this.sheet, acked: Math.max(this.sheet.acked, seq) };
    if (this.live) void this.#write();
  }

  /** Seconds the server still gives a sheet whose time is up here: more may have been given a moment ago.
   *  Without an answer none, as far as anyone here can tell. */
  async #moreTime() {
    this.#asking = true;
    const asked = this.#checkpoint().catch(() => 0);
    const left = await (this.unanswered ? asked : Promise.race([asked, after(HURRY)]));
    this.#asking = false;
    return left || 0;
  }

  /** @param {api.Problem} problem */
  async #checkpointRefused(problem) {
    if (problem.code === "stale") return this.#catchUp(problem.seq);
    if (problem.code === "taken_over") return this.stop("taken_over");
    if (problem.code === "already_submitted") return void this.handIn("elsewhere");
    // A token outlives the deadline, so one that is refused belongs to an attempt that is over.
    if (problem.code === "invalid_token") return void this.handIn("time");
    this.trouble = problem;
    this.changed();
  }

  /** Goes on from the server's greater number. @param {number} theirs */
  async #catchUp(theirs) {
    await this.#set({ seq: Math.max(theirs, this.sheet.seq) + 1 });
    void this.saver.now();
  }

  /** @param {number} n */
  #missed(n) {
    this.misses = n;
    this.changed();
  }

  /** Hands the sheet in: freezes it here first, then sends until the server has answered.
   *  @param {"asked" | "time" | "elsewhere"} why */
  async handIn(why) {
    if (!this.live || (why === "time" && this.#asking)) return;
    this.saver.stop();
    this.misses = 0;
    if (why === "time" && ((await this.#moreTime()) || !this.live)) return;
    await this.#set({ handed_in: why });
    if (!this.stopped) await this.deliver();
  }

  async deliver() {
    if (this.#delivering) return;
    this.#delivering = true;
    const { token, answers, prediction } = this.sheet;
    const guess = prediction === "" ? null : Number(prediction);
    try {
      const result = await persist(() => api.handIn({ token, device: this.device, answers, prediction: guess }), {
        missed: (n) => this.#missed(n),
      });
      await this.#finish({ ...result, round: this.sheet.round, attempt: this.sheet.attempt });
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      await this.#refused(problem);
    }
    this.#delivering = false;
    this.changed();
  }

  /** Another machine is in charge: its answers count, and these are taken back. @param {api.Problem} problem */
  async #refused(problem) {
    if (problem.code !== "taken_over") {
      this.refusal = problem;
      return;
    }
    await this.#set({ handed_in: null });
    this.stop("taken_over");
  }

  /** The receipt is kept before the sheet may go. @param {KeptResult} result */
  async #finish(result) {
    const key = resultsKey(this.sheet.code);
    const others = ((await recall(key)) ?? []).filter(
      (/** @type {KeptResult} */ r) => r.round !== result.round || r.attempt !== result.attempt,
    );
    this.result = result;
    if (await keep(key, [...others, result])) await this.#forget();
  }

  async #forget() {
    clearInterval(this.#ticking);
    await forget(sheetKey(this.sheet.code));
    await forgetPaper(this.sheet.paper);
  }

  /** Moves a sheet the server will not count out of the way of the next attempt, without losing it. */
  async setAside() {
    const { code, round, attempt } = this.sheet;
    await keep(`thi.old.${code}.${round}.${attempt}`, this.sheet);
    await this.#forget();
  }

  /** @param {"taken_over" | "other_tab"} why */
  stop(why) {
    this.saver.stop();
    this.stopped = why;
    this.changed();
  }

  /** Nothing of this object runs any more; another takes its place. */
  dispose() {
    this.saver.stop();
    clearInterval(this.#ticking);
    this.stopped ??= "other_tab";
  }

  /** Goes on after a reload with what was kept; whoever kept it knew it was safe. */
  async goOn() {
    this.#kept = this.sheet.seq;
    this.resync();
    await this.open();
  }

  /** Begins with the server's answer to a start. @param {Started} started @param {number} asked */
  async begin(started, asked) {
    this.countdown.sync(started.remaining_s, asked);
    await this.#write();
    if (!this.paper) await this.open();
  }

  /** Goes on here after another machine had the attempt. @param {Started} started @param {number} asked */
  async takeBack(started, asked) {
    this.stopped = null;
    this.sheet = merge(this.sheet, started, this.round);
    const begun = this.begin(started, asked);
    void this.saver.now();
    await begun;
  }
}
