/**
 * The phone's back key stays inside the room (R3): it closes the screen shown, and leaves the page only
 * from the first one. One spare history entry is enough for that.
 */

const INSIDE = "inside";

/** Makes sure there is an entry to go back from. */
export function holdBack() {
  if (history.state !== INSIDE) history.pushState(INSIDE, "");
}

/** @param {() => (() => void) | undefined} whereTo what back means on the screen shown, if anything */
export function onBack(whereTo) {
  addEventListener("popstate", () => {
    const back = whereTo();
    if (!back) return;
    holdBack();
    back();
  });
}
