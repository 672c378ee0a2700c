/**
 * A person's own answer sheets as they stand in the record. Questions and answers are fetched when asked for.
 *
 * @import { Edition, Entered, Found, Sheet } from "./record.js"
 * @import { Judged } from "./judge.js"
 */

import { button, el } from "../shared/dom.js";
import { judge, rightCount } from "./judge.js";
import { openedEdition } from "./record.js";
import { ENDED, number, span } from "./words.js";

/** @param {Found} found */
export function sheetsPart(found) {
  return el(
    "section",
    { "aria-labelledby": "bai-lam" },
    el("h2", { id: "bai-lam" }, "Bài làm trong hồ sơ công khai"),
    ...found.entered.map((each) => roundPart(each, found)),
  );
}

/** @param {Entered} entered @param {Found} found */
function roundPart(entered, found) {
  return el(
    "section",
    {},
    el("h3", {}, entered.round.title),
    el("p", {}, `Đã bắt đầu ${number(entered.begun)} lượt thi.`),
    ...entered.sheets.map((sheet) => sheetPart(sheet, entered, found)),
  );
}

/** @param {Sheet} sheet @param {Entered} entered @param {Found} found */
function sheetPart(sheet, entered, found) {
  const [attempt, ended, edition, paper, ms, prediction] = sheet;
  const lapsed = ended === "l";
  const rightCell = el("dd", { role: "status" }, "–");
  const place = el("div", { class: "answers" });
  const facts = el(
    "dl",
    { class: "facts" },
    fact("Kết thúc", ENDED[ended] ?? ended),
    lapsed ? null : fact("Thời gian làm bài", span(ms)),
    lapsed ? null : el("div", { class: "right-count", hidden: true }, el("dt", {}, "Số câu đúng"), rightCell),
    prediction === null ? null : fact("Số đã dự đoán", number(prediction)),
  );
  const open = button("Xem từng câu và đáp án", () => void show(), "button second");
  open.setAttribute("aria-label", `Xem từng câu và đáp án, ${entered.round.title}, lượt ${attempt}`);
  const row = el("p", { class: "actions" }, open);

  async function show() {
    open.disabled = true;
    try {
      const judged = judge(sheet, await editionOf(edition), found.manifest.corrections);
      const right = rightCount(judged, sheet, entered.round);
      rightCell.textContent = `${number(right)} trên ${number(judged.length)}`;
      /** @type {HTMLElement} */ (rightCell.parentElement).hidden = false;
      const list = el("ol", { tabindex: "-1", "aria-label": `Các câu của lượt ${attempt}` }, ...judged.map(questionPart));
      place.replaceChildren(list);
      row.remove();
      list.focus({ preventScroll: true });
    } catch {
      open.disabled = false;
      place.replaceChildren(el("p", { role: "alert", class: "note" }, "Chưa tải được bộ đề. Vui lòng kiểm tra mạng rồi thử lại."));
    }
  }

  return el(
    "article",
    { class: "sheet" },
    el("h4", {}, `Lượt ${attempt}`, lapsed ? null : el("span", {}, ` đề ${paper}`)),
    facts,
    lapsed ? null : row,
    place,
  );
}

/** @type {Map<string, Promise<Edition>>} */
const editions = new Map();

/** Fetched once, for all attempts; a failure isn't kept. @param {string} id */
function editionOf(id) {
  const known = editions.get(id) ?? openedEdition(id);
  editions.set(id, known);
  known.catch(() => editions.delete(id));
  return known;
}

/** @param {string} name @param {string} value */
export const fact = (name, value) => el("div", {}, el("dt", {}, name), el("dd", {}, value));

/** @param {Judged} judged */
function questionPart({ question, chosen, right, key, corrections }) {
  const verdict = right ? "Đúng" : chosen.length ? "Chưa đúng" : "Bỏ trống";
  return el(
    "li",
    { class: right ? "hit" : "miss" },
    el("p", { class: "stem" }, question.stem, " ", el("strong", { class: "verdict" }, verdict)),
    el("ul", {}, ...question.options.map((text, at) => optionPart(text, chosen.includes(at), key.has(at)))),
    ...corrections.map((each) => el("p", { class: "note" }, el("strong", {}, "Câu này đã được đính chính. "), each.reason)),
  );
}

/** @param {string} text @param {boolean} chosen @param {boolean} right */
function optionPart(text, chosen, right) {
  const marks = [chosen && "đã chọn", right && "đáp án đúng"].filter(Boolean).join(", ");
  return el("li", { class: `${chosen ? "chosen" : ""} ${right ? "key" : ""}` }, text, marks ? el("span", { class: "marks" }, ` (${marks})`) : null);
}
