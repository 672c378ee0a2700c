/** Numbers and times as Vietnamese is written; times always of Vietnam, whatever the device believes. */

import { words } from "./words.js";

const moment = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Ho_Chi_Minh",
  dateStyle: "short",
  timeStyle: "medium",
});

/** "08:00:00" and "07/11/2023". @param {string | number} at */
function parts(at) {
  const [day, time] = moment.format(new Date(at)).split(", ");
  return { day, time };
}

/** "08:00 ngày 07/11/2023". @param {string | number} at */
export const time = (at) => `${parts(at).time.slice(0, 5)} ngày ${parts(at).day}`;

/** The same for where seconds are evidence. @param {string | number} at */
export const second = (at) => `${parts(at).time} ngày ${parts(at).day}`;

/** With whose time it is. @param {string | number} at */
export const spokenTime = (at) => `${time(at)} (${words.vietnamTime})`;

/** "07/11/2023" of a moment. @param {string | number} at */
export const dayOf = (at) => parts(at).day;

/** "08:00". @param {string | number} at */
export const clockOf = (at) => parts(at).time.slice(0, 5);

/** "07/11/2023" of "2023-11-07". @param {string} day */
export const day = (day) => day.split("-").reverse().join("/");

/** "17.912" and "8,5". @param {number} n */
export const number = (n) => n.toLocaleString("vi-VN", { maximumFractionDigits: 2 });

/** What is not known is said so. @param {number | null | undefined} n */
export const count = (n) => (n === null || n === undefined ? words.unknown : number(n));

/** "62,5 %" of 0.625; never 100 for what is short of it. @param {number | null} share */
export function percent(share) {
  if (share === null) return words.unknown;
  const tenths = share < 1 ? Math.floor(share * 1000) : Math.round(share * 1000);
  return `${(tenths / 10).toLocaleString("vi-VN")}\u00a0%`;
}

/** "20 phút 5 giây". @param {number} seconds */
export function span(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  return [h && `${h} giờ`, m && `${m} phút`, s && `${s} giây`].filter(Boolean).join(" ") || "0 giây";
}

/** What a date-and-time field shows: Vietnam's clock. @param {string | number} at */
export function fieldTime(at) {
  const { day, time } = parts(at);
  return `${day.split("/").reverse().join("-")}T${time.slice(0, 5)}`;
}

/** The moment such a field means, RFC 3339; null when it is empty or half filled. @param {string} value */
export function fieldMoment(value) {
  const at = new Date(`${value}:00+07:00`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString().replace(".000", "");
}

/** Letters only, small and without marks: "Đắk Lắk" and "dak lak" are the same to someone searching. @param {string} text */
export const fold = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d").trim();

const order = new Intl.Collator("vi");

/** For sorting: numbers by size, names by the Vietnamese alphabet, the unknown last.
 *  @param {unknown} a @param {unknown} b */
export function compare(a, b) {
  if (a === null || a === undefined) return b === null || b === undefined ? 0 : 1;
  if (b === null || b === undefined) return -1;
  return typeof a === "string" ? order.compare(a, String(b)) : Number(a) - Number(b);
}
