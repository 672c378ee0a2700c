/** Which browser this is, and which of its tabs answers (R10). */

import { keep, recall } from "./keep.js";

/** 128 random bits in 22 letters. */
function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").slice(0, 22);
}

/** The id this browser goes by; it says nothing about its owner. @returns {Promise<string>} */
export async function deviceId() {
  const known = await recall("thi.device");
  if (known) return known;
  const fresh = randomId();
  await keep("thi.device", fresh);
  return fresh;
}

const TAB = "thi.tab";
const tab = randomId();
let claimed = false;

/**
 * This tab answers from now on. The claim lies in the same storage as the answers, so a tab that slept
 * through the message still finds out before it writes; a lock could be held by a tab nobody sees.
 */
export function claimTab() {
  try {
    localStorage.setItem(TAB, tab);
    claimed = true;
  } catch {
    claimed = false; // Without storage tabs share nothing; the server's device check remains.
  }
}

/** Whether this tab is (still) the one that answers. */
export const tabIsMine = () => !claimed || localStorage.getItem(TAB) === tab;

/** @param {() => void} lost */
export function onTabLost(lost) {
  addEventListener("storage", (event) => event.key === TAB && claimed && !tabIsMine() && lost());
}
