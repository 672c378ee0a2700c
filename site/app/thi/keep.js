/**
 * What this device keeps (R1).
 *
 * localStorage comes first because it is synchronous: an answer is written inside the very event that chose
 * it, before the browser can draw or the tab can be killed. Where it is full, IndexedDB takes over. If
 * neither accepts, `keep` says so, and the bar tells the contestant.
 */

const STORE = "kept";

/** @param {string} key @param {string} text */
function setLocal(key, text) {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} key */
function getLocal(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {string} key */
function removeLocal(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Blocked storage holds nothing to remove.
  }
}

/** @returns {Promise<IDBDatabase>} */
function database() {
  return new Promise((done, fail) => {
    const ask = indexedDB.open("thi", 1);
    ask.onupgradeneeded = () => ask.result.createObjectStore(STORE);
    ask.onsuccess = () => done(ask.result);
    ask.onerror = () => fail(ask.error);
  });
}

/** @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest} use */
async function indexed(mode, use) {
  const db = await database();
  const change = db.transaction(STORE, mode, { durability: "strict" });
  const ask = use(change.objectStore(STORE));
  await new Promise((done, fail) => {
    change.oncomplete = done;
    change.onabort = fail;
  }).finally(() => db.close());
  return ask.result;
}

/**
 * True once the value would survive a killed tab.
 * The older copy in localStorage goes only after the newer one is safe elsewhere.
 * @param {string} key @param {unknown} value
 */
export async function keep(key, value) {
  const text = JSON.stringify(value);
  if (setLocal(key, text)) return true;
  const kept = await indexed("readwrite", (store) => store.put(text, key)).then(() => true, () => false);
  if (kept) removeLocal(key);
  return kept;
}

/** @param {string} key @returns {Promise<any>} null when nothing is kept */
export async function recall(key) {
  const text = getLocal(key) ?? (await indexed("readonly", (store) => store.get(key)).catch(() => null));
  return text ? JSON.parse(text) : null;
}

/** @param {string} key */
export async function forget(key) {
  removeLocal(key);
  await indexed("readwrite", (store) => store.delete(key)).catch(() => null);
}
