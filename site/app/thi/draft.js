/** What was typed into the registration form survives a reload of this tab, except what identifies or admits. */

/** @typedef {Record<string, string>} Draft */

const KEY = "thi.draft";
const NEVER = ["national_id", "access_code", "consent"];

/** @returns {Draft} */
export function recallDraft() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
}

/** @param {Draft} draft */
export function keepDraft(draft) {
  const harmless = Object.entries(draft).filter(([name]) => !NEVER.includes(name));
  try {
    sessionStorage.setItem(KEY, JSON.stringify(Object.fromEntries(harmless)));
  } catch {
    // A form that forgets is a nuisance, not a loss.
  }
}

export function forgetDraft() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}
