/** What the look-up says. Numbers and times as Vietnam writes them. */

/** "17.912". @param {number} n */
export const number = (n) => n.toLocaleString("vi-VN");

/** "6 phút 52 giây": whole seconds; the record keeps milliseconds. @param {number} ms */
export function span(ms) {
  const whole = Math.floor(ms / 1000);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  return [h && `${h} giờ`, m && `${m} phút`, s && `${s} giây`].filter(Boolean).join(" ") || "0 giây";
}

const clock = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Ho_Chi_Minh", dateStyle: "short", timeStyle: "medium" });

/** "08:00:05 ngày 07/11/2023". @param {string | number} at */
function second(at) {
  const [day, time] = clock.format(new Date(at)).split(", ");
  return `${time} ngày ${day}`;
}

/** "08:00 ngày 07/11/2023 (giờ Việt Nam)". @param {string} at */
export const moment = (at) => `${second(at).replace(/^(\d+:\d+):\d+/, "$1")} (giờ Việt Nam)`;

/** @type {Record<string, string>} */
const HEADS = {
  correct: "Số câu đúng",
  score: "Điểm",
  duration: "Thời gian làm bài",
  attempts_used: "Lượt thi đã dùng",
  prediction: "Dự đoán lệch",
  submitted_earlier: "Nộp bài lúc",
  registered_earlier: "Đăng ký lúc",
  lot: "Thăm",
};

/** @param {string} criterion */
export const head = (criterion) => HEADS[criterion] ?? criterion;

/** @param {string} criterion @param {number | string} value */
export function valueWords(criterion, value) {
  if (criterion === "duration") return span(Number(value));
  if (criterion.endsWith("_earlier")) return second(Number(value));
  if (criterion === "lot") return `${String(value).slice(0, 8)}…`;
  return number(Number(value));
}

/** How an attempt ended. @type {Record<string, string>} */
export const ENDED = {
  s: "Đã nộp bài",
  r: "Hết giờ, chấm bản lưu trên máy chủ",
  l: "Hết giờ, không có bản lưu nên không chấm",
};

/** Why a code isn't ranked. @type {Record<string, string>} */
export const OUT = {
  not_ranked: "Mã này không được xếp hạng: người dự thi không thuộc diện được dự thi, hoặc đã bị Ban Tổ chức hủy kết quả.",
};
