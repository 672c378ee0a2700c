/** Keeping at it: pauses that grow, work that is repeated until it is done. */

import { Problem } from "./api.js";

const FIRST = 1_000;
const LONGEST = 30_000;

/** Doubling, and spread, so that an office behind one dead router doesn't come back in step. @param {number} n */
const length = (n) => Math.min(LONGEST, FIRST * 2 ** n) * (0.5 + Math.random() / 2);

/** @type {Set<() => void>} */
const sleepers = new Set();

/** Ends every pause under way. */
export function wake() {
  for (const stir of [...sleepers]) stir();
}

addEventListener("online", wake);
document.addEventListener("visibilitychange", () => document.hidden || wake());

/** Waits after miss number `n`, unless network, page or contestant come back earlier. @param {number} n */
export function pause(n) {
  return new Promise((done) => {
    const stir = () => {
      clearTimeout(timer);
      sleepers.delete(stir);
      done(undefined);
    };
    const timer = setTimeout(stir, length(n));
    sleepers.add(stir);
  });
}

/**
 * Repeats `work` until it succeeds, or is refused for good, or has been tried often enough.
 * @template T
 * @param {(n: number) => Promise<T>} work
 * @param {{missed?: (n: number) => void, tries?: number}} [limits] `missed` hears of every failure on the way
 * @returns {Promise<T>}
 */
export async function persist(work, { missed = () => {}, tries = Infinity } = {}) {
  for (let n = 0; ; n += 1) {
    try {
      return await work(n);
    } catch (problem) {
      if (!(problem instanceof Problem && problem.passing) || n + 1 >= tries) throw problem;
      missed(n + 1);
      await pause(n);
    }
  }
}
