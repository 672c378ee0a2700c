/** Long work: it is done elsewhere; here one sees how far it is. */

/** @import { Job } from "./types.d.ts" */

import { job, Problem } from "./api.js";
import { percent } from "./format.js";
import { html, useEffect, useRef, useState } from "../shared/vendor/preact-htm.js";
import { jobs } from "./words/work.js";

const FIRST = 300;
const SLOWEST = 2_000;

/** @param {number} ms */
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * Follows a job to its end: often at first, then less so.
 * @param {string} id @param {(now: Job) => void} seen @param {() => boolean} wanted false once nobody looks any more
 * @returns {Promise<Job>} done; fails with the server's words
 */
async function follow(id, seen, wanted) {
  for (let wait = FIRST; wanted(); wait = Math.min(SLOWEST, wait * 1.3)) {
    const now = await job(id).catch(patiently);
    if (now) seen(now);
    if (now?.state === "done") return now;
    if (now?.state === "failed") throw new Problem(500, { code: "job_failed", detail: now.words || jobs.failed });
    await pause(wait);
  }
  return new Promise(() => {}); // the screen has gone, and whoever waited with it
}

/** A network that fails for a moment does not end the work. @param {unknown} problem @returns {null} */
function patiently(problem) {
  if (problem instanceof Problem && problem.status === 0) return null;
  throw problem;
}

/** @returns {{now: Job | null, watch: (id: string) => Promise<Job>}} */
export function useJob() {
  const [now, setNow] = useState(/** @type {Job | null} */ (null));
  const open = useRef(true);
  useEffect(() => () => void (open.current = false), []);
  const watch = (/** @type {string} */ id) => {
    setNow(null);
    return follow(id, setNow, () => open.current);
  };
  return { now, watch };
}

/** @param {{label: string, now: Job | null}} props */
export function JobProgress({ label, now }) {
  const running = now?.state === "running" && now.total > 0;
  const text = running ? `${now.words || jobs.progress(now.done, now.total)} (${percent(now.done / now.total)})` : jobs.waiting;
  return html`<div class="progress">
    <p><strong>${label}</strong></p>
    <progress aria-label=${label} max=${now?.total || 1} value=${running ? now.done : undefined}></progress>
    <p class="hint" role="status">${text}</p>
  </div>`;
}
