/** The reminder an agency gets, made of its own figures. */

/** @import { AgencyPage, Line } from "../types.d.ts" */

import { number, spokenTime, time } from "../format.js";
import { groupName, roundsNow } from "../state.js";

/** What is short in one group. @param {Line} line */
const short = (line) => `- ${groupName(line.group)}: đã dự thi ${number(line.done)}, phải có ${number(line.owed ?? 0)}, còn thiếu ${number(line.missing ?? 0)} người;`;

/** @param {AgencyPage} page */
function standing({ figures, as_of }) {
  const opening = `Tính đến ${spokenTime(as_of)}, ${figures.name} có ${number(figures.participants)} người đã dự thi`;
  if (figures.met === null) return [`${opening}.`];
  if (figures.met) return [`${opening}, đạt chỉ tiêu tham gia. Ban Tổ chức trân trọng cảm ơn.`];
  const lines = figures.lines.filter((line) => line.missing).map(short);
  return [`${opening}, còn thiếu ít nhất ${number(figures.missing ?? 0)} người để đạt chỉ tiêu:`, ...lines];
}

/** The rounds that can still be sat. @param {number} now */
const toCome = (now) =>
  roundsNow()
    .filter((round) => round.kind === "official" && Date.parse(round.closes_at) > now)
    .map((round) => `- ${round.title}: từ ${time(round.opens_at)} đến ${time(round.closes_at)} (giờ Việt Nam);`);

/** @param {AgencyPage} page */
function names({ people_missing }) {
  if (!people_missing.length) return [];
  const lines = people_missing.map((person, i) => `${i + 1}. ${person.name}${person.position ? `, ${person.position}` : ""}`);
  return ["", "Người được cử, chưa dự thi:", ...lines];
}

/**
 * @param {AgencyPage} page @param {string} contest its full name @param {string} site where it is sat
 * @param {boolean} withNames
 */
export function reminder(page, contest, site, withNames) {
  const rounds = toCome(Date.parse(page.as_of));
  return [
    `Kính gửi: ${page.figures.name}`,
    "",
    `Về việc tham gia ${contest}.`,
    ...standing(page),
    ...(rounds.length ? ["", "Thời gian dự thi:", ...rounds, `Địa chỉ dự thi: ${site}`] : []),
    ...(withNames ? names(page) : []),
    "",
    "Đề nghị cơ quan, đơn vị nhắc và tạo điều kiện để người được cử dự thi đúng hạn. Trân trọng./.",
  ].join("\n");
}
