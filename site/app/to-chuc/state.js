/** What the console knows at this moment, and how a change gets onto the screen. */

/** @import { Agency, State } from "./types.d.ts" */

/** @type {State} */
export const state = {
  // @ts-expect-error There is no console before contest.json has arrived: main.js shows "loading" until then.
  contest: null,
  status: null,
  me: null,
  stage: "loading",
  problem: null,
  expired: false,
  said: "",
};

/** @type {() => void} */
let draw = () => {};

/** @param {() => void} drawing */
export const onRedraw = (drawing) => (draw = drawing);

export const redraw = () => draw();

/** What changed, then the picture. @param {Partial<State>} change */
export function set(change) {
  Object.assign(state, change);
  redraw();
}

/** For those who can't see that something has happened. @param {string} said */
export const say = (said) => set({ said });

/** @type {Map<string, Agency> | null} */
let byId = null;

/** @param {string | null} id */
export function agency(id) {
  byId ??= new Map(state.contest.agencies.map((each) => [each.id, each]));
  return byId.get(id ?? "");
}

/** Two agencies may share a name, one phường in each town: a commune is named with its district.
 *  @param {string | null} id */
export function agencyName(id) {
  const found = agency(id);
  if (!found) return id ?? "";
  const parent = found.level === "commune" && agency(found.parent);
  return parent ? `${found.name} (${parent.name.replace(/^UBND /, "")})` : found.name;
}

/** @param {string | null} id */
export const groupName = (id) => state.contest.groups.find((group) => group.id === id)?.name ?? id ?? "";

/** @param {string} id */
export const roundTitle = (id) => state.contest.rounds.find((round) => round.id === id)?.title ?? id;

/** The rounds with their times as last moved. */
export const roundsNow = () =>
  state.contest.rounds.map((round) => ({ ...round, ...state.status?.rounds.find((now) => now.id === round.id) }));

/** Whether the person signed in may change things. */
export const mayAct = () => state.me?.role === "secretariat";
