/**
 * Text to send on: a message as short as a chat wants it, and an announcement that tells how it is done.
 *
 * @import { Facts, Round } from "./facts.js"
 */

import { number, time } from "../tham-gia/figures.js";

/** @param {Round} round @param {string} [remark] */
const window = (round, remark = "") => `${round.title}${remark}: từ ${time(round.opens_at)} đến ${time(round.closes_at)}`;

/** @param {Facts} facts */
export function shortText({ by, invited, name, rounds, link }) {
  return [`${by} ${invited} ${name}.`, ...rounds.map((round) => window(round)), "(giờ Việt Nam)", `Dự thi tại: ${link}`].join("\n");
}

/** @param {Facts} facts */
export function longText(facts) {
  const { by, invited, name, plan, address } = facts;
  const parts = [
    ["THÔNG BÁO", name],
    [`Thực hiện ${plan}, ${by} ${invited} ${name}.`],
    ["Thời gian (giờ Việt Nam):", ...facts.rounds.map((round) => `- ${window(round)}`), ...facts.rehearsals.map((round) => `- ${window(round, " (làm quen, không tính kết quả)")}`)],
    ["Cách dự thi:", ...steps(facts).map((step, at) => `${at + 1}. ${step}`)],
    [`Ôn tập: ${address}on-tap/`, `Thể lệ: ${address}the-le/`],
    ["Trân trọng thông báo."],
  ];
  return parts.map((lines) => lines.join("\n")).join("\n\n");
}

/** @param {Facts} facts */
function steps({ link, preset, rounds }) {
  return [
    `Mở ${link}${preset ? " (cơ quan, đơn vị đã được chọn sẵn)" : ""} hoặc quét mã QR trên áp phích.`,
    "Đăng ký bằng thông tin trên giấy tờ tùy thân. Mỗi người chỉ đăng ký một lần.",
    `Vào đợt thi đang mở và làm bài. ${wayOf(rounds)}`,
    "Nộp bài và giữ lại biên nhận.",
  ];
}

/** Told only if it is the same in all rounds. @param {Round[]} rounds */
function wayOf(rounds) {
  const ways = new Set(rounds.map(({ questions, duration_s, attempts }) => `Mỗi bài có ${number(questions)} câu, làm trong ${number(duration_s / 60)} phút; mỗi đợt được thi tối đa ${number(attempts)} lượt.`));
  return ways.size === 1 ? [...ways][0] : "Số câu và thời gian làm bài theo thể lệ.";
}
