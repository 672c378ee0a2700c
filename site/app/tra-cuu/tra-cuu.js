/**
 * Look-up by candidate code. Everything happens in this page: the code is compared here with public files, and
 * stands in the address after `#` only, which browsers send to nobody.
 *
 * @import { Entry, Found, Ranked } from "./record.js"
 */

import { button, el } from "../shared/dom.js";
import { readCode } from "./code.js";
import { find, latest } from "./record.js";
import { fact, sheetsPart } from "./sheets.js";
import { OUT, head, moment, number, valueWords } from "./words.js";

const place = document.getElementById("look-up");
if (place) open(place);

/** @param {HTMLElement} place */
function open(place) {
  const field = el("input", {
    id: "ma",
    class: "field",
    name: "ma",
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: "false",
    maxlength: "20",
    "aria-describedby": "ma-giup ma-loi",
  });
  const wrong = el("p", { id: "ma-loi", class: "wrong" });
  const answer = el("div", { class: "answer" });
  const said = el("p", { class: "said", role: "status" });
  const form = el(
    "form",
    { role: "search", "aria-label": "Tra cứu theo mã dự thi", novalidate: true },
    el("label", { for: "ma" }, "Mã dự thi"),
    el("p", { id: "ma-giup", class: "hint" }, "10 chữ số và chữ cái, ví dụ 7K3MQ-9TZ0B"),
    el("div", { class: "row" }, field, el("button", { type: "submit", class: "button" }, "Tra cứu")),
    wrong,
  );

  /** @param {boolean} typed Whether somebody asked, rather than an address. */
  async function look(typed) {
    const code = readCode(field.value);
    wrong.textContent = code ? "" : "Mã dự thi gồm 10 chữ số và chữ cái, không có I, L, O, U. Vui lòng xem lại mã.";
    field.toggleAttribute("aria-invalid", !code);
    if (!code) return field.focus();
    field.value = code;
    history.replaceState(null, "", `#${code}`);
    await answerFor(code, said, answer, typed);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void look(true);
  });
  const byAddress = () => {
    field.value = decodeURIComponent(location.hash.slice(1));
    if (readCode(field.value)) void look(false);
  };
  window.addEventListener("hashchange", byAddress);
  place.replaceChildren(form, said, answer);
  byAddress();
}

/** @param {string} code @param {HTMLElement} said @param {HTMLElement} answer @param {boolean} typed */
async function answerFor(code, said, answer, typed) {
  said.textContent = "Đang tìm trong hồ sơ công khai…";
  answer.replaceChildren();
  try {
    const result = await latest();
    const found = result && (await find(code, result));
    answer.replaceChildren(...(found ? foundParts(found) : noResult()));
    said.textContent = found ? `Đã xem kết quả số ${found.result.number}.` : "Chưa có kết quả.";
    if (typed) answer.querySelector("h2")?.focus();
  } catch {
    said.textContent = "";
    answer.replaceChildren(
      el("p", { role: "alert", class: "note" }, "Chưa tải được hồ sơ công khai. Vui lòng kiểm tra mạng rồi thử lại."),
      el("p", { class: "actions" }, button("Thử lại", () => void answerFor(code, said, answer, typed))),
    );
  }
}

const noResult = () => [
  el("h2", { tabindex: "-1" }, "Chưa có kết quả"),
  el("p", {}, "Kết quả chưa được công bố. ", el("a", { href: "/ket-qua/" }, "Khi nào có kết quả"), ". Vui lòng giữ lại biên nhận khi nộp bài."),
];

/** @param {Found} found */
function foundParts(found) {
  const title = el("h2", { tabindex: "-1" }, "Kết quả của mã ", el("span", { class: "code" }, found.code));
  if (!found.entered.length && !found.ranked.length && !found.out) return [title, ...unknown(found)];
  return [
    title,
    el("p", { class: "stamp" }, `Theo kết quả số ${found.result.number}, công bố lúc ${moment(found.result.at)}.`),
    found.result.number > 1 ? correctionPart(found) : "",
    found.out ? el("p", { class: "note" }, OUT[found.out] ?? "Mã này không được xếp hạng.") : "",
    ...found.ranked.map(rankedPart),
    found.ranked.length || found.out ? "" : el("p", { class: "note" }, NOT_RANKED),
    found.ranked.length ? el("p", { class: "actions" }, el("a", { class: "button second", href: `/chung-nhan/#${found.code}` }, "In giấy chứng nhận")) : "",
    found.entered.length ? sheetsPart(found) : "",
  ];
}

const NOT_RANKED = "Mã này có bài làm nhưng không có trong bảng xếp hạng nào: không có lượt thi nào được chấm, hoặc không thuộc đối tượng của các bảng.";

/** @param {Found} found */
const unknown = (found) => [
  el("p", {}, `Không có mã này trong hồ sơ của kết quả số ${found.result.number}. Có thể mã gõ chưa đúng, hoặc người có mã này chưa dự thi đợt nào.`),
  el("p", {}, "Nếu mã đúng và đã nộp bài, biên nhận của bài ấy chứng minh hồ sơ thiếu: ", el("a", { href: "/minh-bach/#doi-chieu-bien-nhan" }, "xem cách đối chiếu"), " và báo ngay cho Ban Tổ chức."),
];

/** @param {Found} found */
function correctionPart(found) {
  const { number: n, reason } = found.result;
  return el(
    "p",
    { class: "note" },
    el("strong", {}, `Kết quả số ${n} thay kết quả số ${n - 1}. `),
    `Lý do: ${reason} `,
    el("a", { href: `/ket-qua/${n}/#dinh-chinh` }, "Xem những gì thay đổi"),
  );
}

/** @param {Ranked} ranked */
function rankedPart({ title, chain, row: [rank, , values, decided, prize], before }) {
  return el(
    "section",
    { class: "ranked" },
    el("h3", {}, title),
    el(
      "p",
      { class: "big" },
      el("span", {}, "Hạng ", el("strong", {}, number(rank))),
      prize ? el("span", { class: "prize" }, prize) : null,
    ),
    el(
      "dl",
      { class: "facts" },
      ...chain.map((each, at) => [each, values[at]]).filter(([, value]) => value !== null && value !== undefined)
        .map(([each, value]) => fact(head(String(each)), valueWords(String(each), /** @type {number} */ (value)))),
    ),
    decided ? el("p", {}, `So với người xếp ngay sau: ${decided}.`) : null,
    before === undefined ? null : el("p", {}, before === null ? "Trước đính chính: chưa được xếp hạng." : `Trước đính chính: hạng ${number(before)}.`),
  );
}
