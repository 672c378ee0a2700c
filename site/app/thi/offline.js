/** Copies the room, as it is loaded now, for a reload without a network; `sw.js` hands the copy out. */

const CALM = 5_000;

/** Everything this page consists of; not the API, not papers. */
function parts() {
  const loaded = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
  const ours = loaded.filter((url) => url.origin === location.origin && /^\/(thi|shared|contest\.json)/.test(url.pathname));
  return [...new Set([location.pathname, ...ours.map((url) => url.pathname)])];
}

/** Once an attempt runs and the first rush is over. A browser that can't do this loses nothing else. */
export function keepRoom() {
  if (!navigator.serviceWorker || !window.caches) return;
  setTimeout(() => void copyRoom().catch(() => {}), CALM);
}

async function copyRoom() {
  const store = await caches.open("thi");
  await store.addAll(parts().map((path) => new Request(path, { cache: "force-cache" })));
  await navigator.serviceWorker.register("sw.js");
}
