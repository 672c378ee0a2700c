/** Asking the server from a screen: what is fetched when it opens, and what is sent when a button is pressed. */

import { Problem } from "./api.js";
import { useEffect, useRef, useState } from "../shared/vendor/preact-htm.js";

/**
 * @template T
 * @typedef {object} Loading
 * @property {T | null} data what came last
 * @property {Problem | null} problem
 * @property {boolean} busy
 * @property {() => Promise<void>} reload
 * @property {(data: T) => void} put what another answer has brought anew
 */

/** @param {unknown} error @returns {Problem} */
function asProblem(error) {
  if (error instanceof Problem) return error;
  throw error;
}

/**
 * Fetches when the screen opens and whenever an input changes; a late answer never replaces a newer one.
 * @template T
 * @param {() => Promise<T>} fetch
 * @param {readonly unknown[]} inputs
 * @returns {Loading<T>}
 */
export function useLoaded(fetch, inputs) {
  const [got, set] = useState(/** @type {{data: T | null, problem: Problem | null, busy: boolean}} */ ({ data: null, problem: null, busy: true }));
  const turn = useRef(0);
  const reload = async () => {
    const mine = ++turn.current;
    set((before) => ({ ...before, busy: true }));
    const next = await fetch().then(
      (data) => ({ data, problem: null, busy: false }),
      (error) => ({ problem: asProblem(error), busy: false }),
    );
    if (mine === turn.current) set((before) => ({ ...before, ...next }));
  };
  useEffect(() => {
    void reload();
    return () => void turn.current++;
  }, inputs);
  return { ...got, reload, put: (data) => set({ data, problem: null, busy: false }) };
}

/** One thing at a time; its trouble is kept until the next try.
 *  @returns {{busy: boolean, problem: Problem | null, run: (work: () => Promise<void>) => Promise<void>, clear: () => void}} */
export function useAction() {
  const [now, set] = useState(/** @type {{busy: boolean, problem: Problem | null}} */ ({ busy: false, problem: null }));
  const run = async (/** @type {() => Promise<void>} */ work) => {
    set({ busy: true, problem: null });
    try {
      await work();
      set({ busy: false, problem: null });
    } catch (error) {
      set({ busy: false, problem: asProblem(error) });
    }
  };
  return { ...now, run, clear: () => set({ busy: false, problem: null }) };
}

/** Does something again and again while the screen is open and looked at. @param {() => void} work @param {number} every ms */
export function useEvery(work, every) {
  const latest = useRef(work);
  latest.current = work;
  useEffect(() => {
    const timer = setInterval(() => document.hidden || latest.current(), every);
    return () => clearInterval(timer);
  }, []);
}
