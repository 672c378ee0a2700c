/** Who is signed in, and what happens when nobody is any more. */

/** @import { Challenge, Me } from "./types.d.ts" */

import { onSignedOut, Problem, signOut, whoAmI } from "./api.js";
import { settle, to } from "./router.js";
import { set, state } from "./state.js";

/** Those who wait for a session. @type {{go: () => void, stop: (why: Problem) => void}[]} */
let waiting = [];

/** Keeps the screen as it is and waits for the dialog. */
function signInAgain() {
  /** @type {Promise<void>} */
  const signedIn = new Promise((go, stop) => waiting.push({ go, stop }));
  set({ expired: true });
  return signedIn;
}

onSignedOut(signInAgain);

/** Whether the answer at the door asks for one thing more. @param {Me | Challenge} said @returns {said is Challenge} */
export const asksMore = (said) => "challenge" in said;

/** @param {Me} me */
export function enter(me) {
  const other = state.expired && state.me?.username !== me.username;
  set({ me, expired: false });
  if (other) return location.reload(); // what is on the screen is not for these eyes
  const those = waiting;
  waiting = [];
  those.forEach(({ go }) => go());
}

/** Whoever does not want to sign in again sees nothing more. */
export function giveUp() {
  const those = waiting;
  waiting = [];
  set({ me: null, expired: false });
  those.forEach(({ stop }) => stop(new Problem(401)));
}

export async function leave() {
  await signOut().catch(() => {}); // nothing to keep here either way
  set({ me: null, expired: false });
  settle(to([]));
}

/** Looks whether there is a session from before. */
export async function findSession() {
  try {
    set({ me: await whoAmI() });
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.status !== 401) throw problem;
  }
}

/** The place one lands on after signing in. @param {Me} me */
export const home = (me) => (me.role === "agency" ? to(["co-quan", me.agency ?? ""]) : to(["tong-quan"]));
