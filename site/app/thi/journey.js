/** What the contestant can ask for, from the door to the receipt. Each ends on a screen or with a problem. */

/** @import { Round, ScreenName, Session } from "./types.d.ts" */

import * as api from "./api.js";
import { claimTab } from "./device.js";
import { forgetDraft } from "./draft.js";
import { Exam, resultsKey, sheetKey } from "./exam.js";
import { forget, keep, recall } from "./keep.js";
import { persist } from "./retry.js";
import { go, redraw, room, roundById, set } from "./room.js";
import { newSheet } from "./sheet.js";
import { words } from "./words.js";

const SESSION = "thi.session";
const START_TRIES = 4;

/** Runs one request at a time and shows why it failed. @param {() => Promise<void>} work */
async function attempt(work) {
  if (room.busy) return;
  set({ busy: true, problem: null });
  try {
    await work();
  } catch (problem) {
    if (!(problem instanceof api.Problem)) throw problem;
    await fail(problem);
  } finally {
    set({ busy: false });
  }
}

/** @param {api.Problem} problem */
async function fail(problem) {
  if (problem.code !== "invalid_session") return set({ problem });
  await forget(SESSION);
  room.exam?.dispose();
  go("signIn", { session: null, me: null, exam: null, remark: words.problem.signedOut });
}

/** Opens the door: whoever is known goes on where they were. */
export async function enter() {
  room.session ??= await recall(SESSION);
  if (!room.session) return go("welcome");
  if (!(await restore(room.session))) await toLobby();
}

/** @param {() => Promise<Session>} ask */
async function comeIn(ask) {
  await attempt(async () => void (room.session = await ask()));
  if (!room.session) return;
  await keep(SESSION, room.session);
  forgetDraft();
  await enter();
}

/** @param {object} form */
export const register = (form) => comeIn(() => api.register(form));

/** @param {object} form */
export const signIn = (form) => comeIn(() => api.signIn(form));

export async function signOut() {
  await forget(SESSION);
  go("welcome", { session: null, me: null, exam: null, results: [] });
}

export async function refresh() {
  if (!room.session) return;
  const me = await api.whoAmI(room.session.session);
  room.clock.sync(me.now);
  const results = (await recall(resultsKey(me.candidate_code))) ?? [];
  set({ me, results });
}

/** Looks again without a word: the lobby goes on with what it knows when that fails. */
export const refreshQuietly = () => refresh().catch((problem) => void (problem.code === "invalid_session" && fail(problem)));

async function showLobby(remark = "") {
  await refresh();
  go("lobby", { exam: null, receipt: null, remark });
}

/** The lobby, or if it can't be reached the reason, with a way to try again. */
export async function toLobby() {
  if (!room.me) go("loading");
  await attempt(showLobby);
  if (!room.me && room.session) set({ screen: "fatal" });
}

/** Asking twice does no harm, an open attempt is resumed; so a crowd at the door is no reason to send anyone away.
 *  @param {string} round @param {string} session @param {number} [number] to go on with that attempt or none */
const start = (round, session, number) =>
  persist(async () => {
    const asked = performance.now();
    return { asked, started: await api.start(round, room.device, session, number) };
  }, { tries: START_TRIES });

/** Starts an attempt, or takes up the one that is open. @param {Round} round */
export const begin = (round) =>
  attempt(async () => {
    const { session, candidate_code } = /** @type {Session} */ (room.session);
    const { asked, started } = await start(round.id, session);
    claimTab();
    const exam = new Exam(newSheet(candidate_code, round, started), round, room.device, redraw);
    go("question", { exam });
    void exam.begin(started, asked);
    void import("./offline.js").then(({ keepRoom }) => keepRoom()).catch(() => {}); // a help, not a need
  });

/** An attempt this device still holds goes on at once; the server is asked for the time left.
 *  @param {Session} session */
async function restore(session) {
  const sheet = await recall(sheetKey(session.candidate_code));
  const round = sheet && roundById(sheet.round);
  if (!round) return false;
  room.exam?.dispose();
  claimTab();
  const exam = new Exam(sheet, round, room.device, redraw);
  go("question", { exam });
  if (sheet.handed_in) void exam.deliver();
  else void exam.goOn();
  return true;
}

/** This tab answers from now on, with what the other one kept. */
export const takeTab = enter;

/**
 * Takes the attempt back from another machine. Only if it is still open: asking to start would otherwise
 * cost a new attempt.
 */
export const takeBack = () =>
  attempt(async () => {
    const { exam } = room;
    if (!exam) return;
    await refresh();
    if (!isOpen(exam.sheet.round, exam.sheet.attempt)) return leaveEnded(exam);
    const { session } = /** @type {Session} */ (room.session);
    const { asked, started } = await start(exam.sheet.round, session, exam.sheet.attempt);
    claimTab();
    void exam.takeBack(started, asked);
  });

/** @param {string} round @param {number} attempt */
function isOpen(round, attempt) {
  const mine = room.me?.rounds.find((r) => r.round === round);
  return mine?.attempts.some((a) => a.attempt === attempt && a.state === "open");
}

/** @param {Exam} exam */
async function leaveEnded(exam) {
  await exam.setAside();
  await showLobby(words.lobby.ended);
}

/** From a sheet the server will not count, back to the lobby. */
export const leaveRefused = () =>
  attempt(async () => {
    await room.exam?.setAside();
    await showLobby();
  });

/** Where the phone's own back key leads; screens without an entry are left alone. @type {Partial<Record<ScreenName, () => void>>} */
export const backFrom = {
  register: () => go("welcome"),
  signIn: () => go("welcome"),
  signOut: () => void toLobby(),
  before: () => void toLobby(),
  receipt: () => void toLobby(),
  question: () => set({ screen: room.exam?.live ? "review" : room.screen }),
  review: () => go("question"),
  confirm: () => go("review"),
};
