/**
 * Lets the room be reloaded without a network, so that nobody is stuck on the browser's error page (R3).
 * The network always comes first; only when it fails, or is silent too long, the copy made by offline.js.
 */

const PATIENCE = 5_000;
const worker = /** @type {any} */ (self); // the checker knows pages, not workers

/** @param {Request} request */
async function answer(request) {
  const copy = await caches.match(request, { ignoreSearch: true });
  if (!copy) return fetch(request);
  const late = new Promise((done) => setTimeout(done, PATIENCE, copy));
  return Promise.race([fetch(request).catch(() => copy), late]);
}

worker.addEventListener("install", () => void worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.method === "GET" && !request.url.includes("/api/")) event.respondWith(answer(request));
});
