/**
 * The public figures, and how Vietnam writes them. No page in here.
 *
 * @typedef {object} Line A group with a duty, over all agencies of a level.
 * @property {string} group
 * @property {number | null} headcount
 * @property {number | null} owed
 * @property {number | null} done Null where there are a few, but fewer than may be told.
 *
 * @typedef {object} Level
 * @property {string} level
 * @property {number} agencies
 * @property {number} participants
 * @property {number | null} headcount
 * @property {number | null} rate A share from 0 to 1.
 * @property {number} met How many agencies have met every quota.
 * @property {Line[]} lines
 *
 * @typedef {object} Agency One agency, or several small ones together: then `id` is null.
 * @property {string | null} id
 * @property {string} name
 * @property {string} level
 * @property {string | null} parent
 * @property {string | null} district The parent's name: communes of two districts may share one.
 * @property {number} participants
 * @property {number | null} headcount
 * @property {number | null} rate
 * @property {boolean | null} met
 * @property {number} merged
 *
 * @typedef {{as_of: string, smallest: number, levels: Level[], agencies: Agency[]}} Participation
 */

/**
 * Fetch the figures. They are a public file that is replaced every minute.
 *
 * @returns {Promise<Participation>}
 */
export async function fetchParticipation() {
  const response = await fetch("/participation.json", { cache: "no-cache" });
  if (!response.ok) throw new Error(`/participation.json: ${response.status}`);
  return response.json();
}

/** "17.912". @param {number} n */
export const number = (n) => n.toLocaleString("vi-VN");

/** "62,5 %", never 100 for what falls short of it; a rate that is not known is a dash. @param {number | null} share */
export function percent(share) {
  if (share === null) return "–";
  const tenths = share < 1 ? Math.floor(share * 1000) : Math.round(share * 1000);
  return `${(tenths / 10).toLocaleString("vi-VN")} %`;
}

const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Ho_Chi_Minh",
  dateStyle: "short",
  timeStyle: "short",
});

/** "08:00 ngày 07/11/2023" in Vietnam, whatever the device believes. @param {string} at */
export function time(at) {
  const [day, time] = clock.format(new Date(at)).split(", ");
  return `${time} ngày ${day}`;
}

/** The same with whose time it is. @param {string} at */
export const moment = (at) => `${time(at)} (giờ Việt Nam)`;

/** Letters only, small and without marks: "Đắk Lắk" and "dak lak" are the same. @param {string} text */
export const fold = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d").trim();

const order = new Intl.Collator("vi", { numeric: true });

/**
 * For sorting: numbers by size, words by the Vietnamese alphabet, the unknown last either way.
 *
 * @param {string | number | null} a
 * @param {string | number | null} b
 * @param {1 | -1} way
 */
export function compare(a, b, way) {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return way * (typeof a === "string" ? order.compare(a, String(b)) : a - Number(b));
}
