/** What the room knows at this moment, and how a change gets onto the screen. */

/** @import { Room, ScreenName } from "./types.d.ts" */

import { ServerClock } from "./clock.js";

/** @type {Room} */
export const room = {
  // @ts-expect-error There is no room before contest.json has arrived: main.js shows "loading" until then.
  contest: null,
  device: "",
  clock: new ServerClock(),
  session: null,
  me: null,
  results: [],
  receipt: null,
  exam: null,
  screen: "loading",
  round: null,
  problem: null,
  remark: "",
  notice: "",
  busy: false,
};

/** @type {() => void} */
let draw = () => {};

/** @param {() => void} drawing */
export const onRedraw = (drawing) => (draw = drawing);

export const redraw = () => draw();

/** One turn of the room: what changed, then the picture. @param {Partial<Room>} change */
export function set(change) {
  Object.assign(room, change);
  redraw();
}

/** @param {ScreenName} screen @param {Partial<Room>} [change] */
export const go = (screen, change = {}) => set({ screen, problem: null, remark: "", ...change });

/** @param {string} id */
export const roundById = (id) => room.contest.rounds.find((round) => round.id === id);
