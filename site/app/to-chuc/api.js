/** The organizers' API: an answer is data, a refusal is a `Problem` whose message can be shown as it is. */

/** @import { AgencyPage, Challenge, FieldError, ImportPreview, Job, Me, Overview, PastImport, Quotas, Rebuilds, Results, RoundFigures, Rows, Signals, Story, Trail } from "./types.d.ts" */

import { words } from "./words.js";

const PATIENCE = 30_000;
const BASE = "/api/organizer/";

/** Why a request brought nothing. */
export class Problem extends Error {
  /** @param {number} status 0 when no answer of the API itself came back
   *  @param {{code?: string, title?: string, detail?: string, errors?: FieldError[]}} said */
  constructor(status, said = {}) {
    super(said.detail ?? said.title ?? words.problem.network);
    this.status = status;
    this.code = said.code ?? "unreachable";
    this.errors = said.errors ?? [];
  }
}

/** @type {() => Promise<void>} */
let signInAgain = () => Promise.reject(new Problem(401));

/** Who asks for a sign-in when the session has run out; resolves once there is a session again.
 *  @param {() => Promise<void>} gate */
export const onSignedOut = (gate) => (signInAgain = gate);

/** `fetch` that gives up after a while and knows one way to fail.
 *  @param {string} path @param {RequestInit} options */
async function reach(path, options = {}) {
  try {
    return await fetch(path, { ...options, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    throw new Problem(0);
  }
}

/** A gateway's error page counts as no answer. @param {Response} response @returns {Promise<Problem>} */
async function refusal(response) {
  const said = await response.json().catch(() => ({}));
  return new Problem(said.code ? response.status : 0, said.code ? said : {});
}

/** @param {string} method @param {string} path @param {object} [body] */
async function send(method, path, body) {
  /** @type {Record<string, string>} */
  const headers = { "X-To-Chuc": "1" };
  if (body) headers["content-type"] = "application/json";
  const response = await reach(BASE + path, { method, headers, body: body && JSON.stringify(body) });
  if (!response.ok) throw await refusal(response);
  return response;
}

/** A request refused for want of a session did nothing, so after signing in it is simply sent again.
 *  @param {string} method @param {string} path @param {object} [body] */
async function reply(method, path, body) {
  try {
    return await send(method, path, body);
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.code !== "not_signed_in") throw problem;
    await signInAgain();
    return send(method, path, body);
  }
}

/** @param {Response} response @returns {Promise<any>} */
const data = (response) => response.json().catch(() => Promise.reject(new Problem(0)));

/** @param {string} path */
const get = async (path) => data(await reply("GET", path));
/** @param {string} path @param {object} body */
const post = async (path, body) => data(await reply("POST", path, body));
/** @param {string} path @param {object} body */
const del = async (path, body) => data(await reply("DELETE", path, body));
/** @param {string} path @param {object} body */
const put = async (path, body) => data(await reply("PUT", path, body));

const part = encodeURIComponent;

/** @param {Record<string, string | number | null | undefined>} asked what is empty is not asked */
function query(asked) {
  const said = Object.entries(asked).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return said.length ? `?${new URLSearchParams(said.map(([name, value]) => [name, String(value)]))}` : "";
}

/** A public file. @param {string} path @returns {Promise<any>} */
export async function read(path) {
  const response = await reach(path);
  if (!response.ok) throw new Problem(0);
  return data(response);
}

/** Without asking to sign in: at the door. @param {string} method @param {string} path @param {object} [body] */
const atDoor = async (method, path, body) => data(await send(method, path, body));

/** @returns {Promise<Me>} */
export const whoAmI = () => atDoor("GET", "me");
/** @param {{username: string, password: string} | {link: string}} proof @returns {Promise<Me | Challenge>} */
export const signIn = (proof) => atDoor("POST", "sessions", proof);
/** @param {Challenge} challenge @param {string} answer @returns {Promise<Me | Challenge>} */
export const answer = (challenge, answer) => atDoor("POST", "sessions/challenge", { ...challenge, answer });
export const signOut = () => atDoor("DELETE", "sessions");

/** @returns {Promise<{secret: string, uri: string}>} */
export const newSecret = () => post("totp", {});
/** @param {string} code */
export const turnOnTotp = (code) => put("totp", { code });

/** @returns {Promise<Overview>} */
export const overview = () => get("overview");
/** @param {string} as_of RFC 3339, or empty for now @returns {Promise<Quotas>} */
export const quotas = (as_of) => get(`quotas${query({ as_of })}`);
/** @param {string} as_of @returns {Promise<{job: string}>} */
export const recount = (as_of) => post("recounts", { as_of });
/** @param {string} id @returns {Promise<AgencyPage>} */
export const agencyPage = (id) => get(`agencies/${part(id)}`);
/** @param {string} id @param {number} days @returns {Promise<{url: string, expires_at: string}>} */
export const newLink = (id, days) => post(`agencies/${part(id)}/links`, { days });

/** @param {Record<string, string | number | null>} asked q, agency, group, state, flag, page @returns {Promise<Rows>} */
export const contestants = (asked) => get(`contestants${query(asked)}`);
/** @param {string} code @returns {Promise<Story>} */
export const story = (code) => get(`contestants/${part(code)}`);
/** @param {string} code @param {"rulings" | "posts" | "erasure"} what @param {object} body @returns {Promise<Story>} */
export const decide = (code, what, body) => post(`contestants/${part(code)}/${what}`, body);
/** @returns {Promise<Signals>} */
export const signals = () => get("signals");

/** @param {string} round @param {{opens_at: string | null, closes_at: string | null, add_minutes: number, reason: string}} made
 *  @returns {Promise<{rounds: RoundFigures[]}>} */
export const adjust = (round, made) => post(`rounds/${part(round)}/adjustments`, made);
/** @param {string} text @returns {Promise<{notice: string | null}>} */
export const notify = (text) => put("notice", { text });
/** @param {number | null} before @returns {Promise<Trail>} */
export const trail = (before) => get(`audit${query({ before })}`);

/** @param {{kind: string, file_name: string, content: string}} file @returns {Promise<ImportPreview>} */
export const importFile = (file) => post("imports", file);
/** @param {string} id @returns {Promise<{job: string}>} */
export const confirmImport = (id) => post(`imports/${part(id)}/confirmation`, {});
/** @returns {Promise<{imports: PastImport[]}>} */
export const imports = () => get("imports");
/** @param {string} kind */
export const template = (kind) => reply("GET", `imports/templates/${part(kind)}`);
/** @param {{kind: string, format: string, as_of: string | null}} asked @returns {Promise<{job: string}>} */
export const exportFile = (asked) => post("exports", asked);

/** @param {string} id @returns {Promise<Job>} */
export const job = (id) => get(`jobs/${part(id)}`);
/** @param {string} id @param {number} n */
export const jobPart = async (id, n) => (await reply("GET", `jobs/${part(id)}/parts/${n}`)).arrayBuffer();

/** @returns {Promise<Results>} */
export const results = () => get("results");
/** @param {{reason: string, corrections: object[], lot: string | null}} asked @returns {Promise<{job: string}>} */
export const workOut = (asked) => post("drafts", asked);
/** @param {string} reason */
export const withdraw = (reason) => del("drafts/current", { reason });
/** @param {string} digest what the approver has seen @returns {Promise<{job: string}>} */
export const approve = (digest) => post("drafts/current/approval", { digest });
/** @returns {Promise<Rebuilds>} */
export const rebuilds = () => get("rebuilds");
/** @param {string} reason */
export const rebuild = (reason) => post("rebuilds", { reason });
