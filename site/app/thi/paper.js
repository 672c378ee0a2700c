/** The sealed paper: fetched from the CDN, opened here, checked, kept. */

/** @import { Paper, PaperAddress } from "./types.d.ts" */

import { Problem, reach } from "./api.js";
import { forget, keep, recall } from "./keep.js";
import { persist } from "./retry.js";
import { words } from "./words.js";

/** @param {string} text base64url @returns {Uint8Array<ArrayBuffer>} */
function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/**
 * Opens a JWE compact file, `{"alg":"dir","enc":"A256GCM"}`.
 * @param {string} sealed @param {string} key
 * @returns {Promise<Paper>}
 */
export async function unseal(sealed, key) {
  const [header, , iv, text, tag] = sealed.trim().split(".");
  const secret = await crypto.subtle.importKey("raw", bytes(key), "AES-GCM", false, ["decrypt"]);
  const lock = { name: "AES-GCM", iv: bytes(iv), additionalData: new TextEncoder().encode(header) };
  const joined = new Uint8Array([...bytes(text), ...bytes(tag)]);
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(lock, secret, joined)));
}

/**
 * A damaged, short or foreign paper counts as not arrived: it is fetched again, past every cache.
 * @param {PaperAddress} address @param {number} count @param {number} n
 */
async function fetchPaper(address, count, n) {
  const { response, text } = await reach(address.url, { cache: n ? "reload" : "default" });
  if (!response.ok) throw new Problem(0);
  const paper = await unseal(text, address.key).catch(() => Promise.reject(new Problem(0)));
  if (paper.paper !== address.id || paper.questions.length !== count) throw new Problem(0);
  return paper;
}

/**
 * The paper, from this device or from the CDN, however long that takes.
 * @param {PaperAddress} address @param {number} count @param {(n: number) => void} missed
 * @returns {Promise<Paper>}
 */
export async function openPaper(address, count, missed) {
  if (!crypto.subtle) throw new Problem(400, { code: "old_browser", detail: words.problem.oldBrowser });
  const kept = await recall(`thi.paper.${address.id}`);
  if (kept) return kept;
  const paper = await persist((n) => fetchPaper(address, count, n), { missed });
  await keep(`thi.paper.${address.id}`, paper);
  return paper;
}

/** @param {PaperAddress} address */
export const forgetPaper = (address) => forget(`thi.paper.${address.id}`);
