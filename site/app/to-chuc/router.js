/** Where in the console one is: all of it behind the address's "#", so that the page is never left. */

/**
 * @typedef {object} Place
 * @property {string[]} path "#/nguoi-du-thi/DL-0001" is ["nguoi-du-thi", "DL-0001"]
 * @property {URLSearchParams} query
 */

/** @returns {Place} */
export function place() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return { path: path.split("/").filter(Boolean).map(plain), query: new URLSearchParams(query) };
}

/** What someone mistyped into the address is no reason to fail. @param {string} part */
function plain(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * @param {string[]} path
 * @param {Record<string, string | number | null | undefined>} [query] what is empty is left out
 */
export function to(path, query = {}) {
  const said = Object.entries(query).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  const tail = new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString();
  return `#/${path.map(encodeURIComponent).join("/")}${tail && `?${tail}`}`;
}

/** @param {string} address */
export const visit = (address) => void (location.hash = address);

/** Another view of the same place: no step for the browser's back button. @param {string} address */
export function settle(address) {
  history.replaceState(null, "", address);
  dispatchEvent(new Event("hashchange"));
}

/** Changes part of the query where one is. @param {Record<string, string | number | null>} change */
export function refine(change) {
  const { path, query } = place();
  settle(to(path, { ...Object.fromEntries(query), ...change }));
}

/** @param {() => void} moved */
export const onMove = (moved) => addEventListener("hashchange", moved);
