/** The contest's API: an answer is data, a refusal is a `Problem` whose message can be shown as it is. */

/** @import { Answers, FieldError, Me, Result, Session, Started } from "./types.d.ts" */

import { words } from "./words.js";

const PATIENCE = 20_000;

/** Why a request brought nothing. */
export class Problem extends Error {
  /** @param {number} status 0 when no answer of the API itself came back
   *  @param {{code?: string, detail?: string, errors?: FieldError[], seq?: number}} said */
  constructor(status, said = {}) {
    super(said.detail ?? words.problem.network);
    this.status = status;
    this.code = said.code ?? "unreachable";
    this.errors = said.errors ?? [];
    this.seq = said.seq ?? 0;
  }

  /** Worth trying again by itself: network, gateway, crowd. A considered no is not. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/**
 * `fetch` that gives up after a while and knows one way to fail.
 * @param {string} path
 * @param {RequestInit} options
 */
export async function reach(path, options = {}) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const response = await fetch(path, { ...options, signal: patience.signal });
    return { response, text: await response.text() };
  } catch {
    throw new Problem(0);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * What did not come from the API itself (a captive portal's page, a gateway's error) counts as no answer.
 * @param {string} text
 */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(0);
  }
}

/**
 * @param {string} method @param {string} path
 * @param {object} [body] @param {string} [session]
 */
async function call(method, path, body, session) {
  /** @type {Record<string, string>} */
  const headers = body ? { "content-type": "application/json" } : {};
  if (session) headers.authorization = `Bearer ${session}`;
  const { response, text } = await reach(path, { method, headers, body: JSON.stringify(body), cache: "no-store" });
  const said = parse(text);
  if (response.ok) return said;
  throw new Problem(said.code ? response.status : 0, said.code ? said : {});
}

/** A public file. @param {string} path @returns {Promise<any>} */
export async function read(path) {
  const { response, text } = await reach(path, { cache: "no-cache" });
  if (!response.ok) throw new Problem(0);
  return parse(text);
}

/** @param {object} form @returns {Promise<Session>} */
export const register = (form) => call("POST", "/api/contestants", form);

/** @param {object} form @returns {Promise<Session>} */
export const signIn = (form) => call("POST", "/api/sessions", form);

/** @param {string} session @returns {Promise<Me>} */
export const whoAmI = (session) => call("GET", "/api/me", undefined, session);

/** Starts, or takes up what is open; with `attempt`, that one or none.
 *  @param {string} round @param {string} device @param {string} session @param {number} [attempt]
 *  @returns {Promise<Started>} */
export const start = (round, device, session, attempt) =>
  call("POST", `/api/rounds/${encodeURIComponent(round)}/attempts`, { device, attempt }, session);

/** @param {{token: string, device: string, seq: number, answers: Answers}} checkpoint
 *  @returns {Promise<{seq: number, remaining_s: number}>} */
export const save = (checkpoint) => call("PUT", "/api/attempts/current", checkpoint);

/** @param {{token: string, device: string, answers: Answers, prediction: number | null}} sheet @returns {Promise<Result>} */
export const handIn = (sheet) => call("POST", "/api/submissions", sheet);
