/**
 * Material for an agency's wall, chat and web page, made from the public files and kept nowhere.
 *
 * @import { Squares } from "../shared/qr.js"
 * @import { Agency, Contest, Facts, Holder } from "./facts.js"
 * @import { Sheet } from "./sheet.js"
 */

import { button, el } from "../shared/dom.js";
import { squares } from "../shared/qr.js";
import { FORMATS, banner } from "./banners.js";
import { choicePart } from "./choice.js";
import { ASKED, factsOf, fetchContest } from "./facts.js";
import { asPng, asSvg } from "./paint.js";
import { poster } from "./poster.js";
import { qrFile, qrSheet } from "./qr-sheet.js";
import { copier, saver } from "./save.js";
import { longText, shortText } from "./texts.js";
import { fontsLoaded } from "./type.js";

const place = document.getElementById("material");
if (place) void open(place);

/** @param {HTMLElement} place */
async function open(place) {
  place.replaceChildren(el("p", { role: "status" }, "Đang tải…"));
  const [contest] = await Promise.all([fetchContest().catch(() => null), fontsLoaded()]);
  if (contest) return show(place, contest);
  place.replaceChildren(
    el("p", { role: "alert", class: "note" }, "Chưa tải được thông tin cuộc thi. Vui lòng kiểm tra mạng rồi thử lại."),
    el("p", { class: "actions" }, button("Thử lại", () => void open(place))),
  );
}

/** @param {HTMLElement} place @param {Contest} contest */
function show(place, contest) {
  const holder = /** @type {Holder} */ (/** @type {unknown} */ (place.dataset));
  const made = el("div", { class: "made" });
  const title = el("h2", { id: "cua-co-quan", tabindex: "-1" });

  /** @param {Agency | null} agency */
  async function fill(agency) {
    const facts = factsOf(contest, holder, agency);
    choice.show(agency);
    title.textContent = agency ? `Tài liệu của ${facts.by}` : "Tài liệu dùng chung";
    made.replaceChildren(...parts(facts, await squares(facts.link).catch(() => null)));
  }

  /** @param {Agency | null} agency */
  async function pick(agency) {
    history.replaceState(null, "", agency ? `?${ASKED}=${encodeURIComponent(agency.id)}` : location.pathname);
    await fill(agency);
    title.focus();
  }

  const choice = choicePart(contest.agencies, JSON.parse(place.dataset.levels ?? "{}"), (agency) => void pick(agency));
  const asked = new URLSearchParams(location.search).get(ASKED);
  place.replaceChildren(choice.part, title, made);
  void fill(contest.agencies.find((each) => each.id === asked) ?? null);
}

/** @param {Facts} facts @param {Squares | null} code */
function parts(facts, code) {
  return [posterPart(facts, code), ...(code ? [qrPart(facts, code)] : []), bannersPart(facts, code), textsPart(facts)];
}

/** @param {Facts} facts @param {Squares | null} code */
function posterPart(facts, code) {
  const sheet = poster(facts, code);
  return el(
    "section",
    { class: "beside" },
    el(
      "div",
      {},
      el("h3", {}, "Áp phích khổ A4"),
      el("p", {}, "Để treo ở bảng tin, bộ phận một cửa, cửa phòng họp. Khi in, vui lòng chọn khổ giấy A4; mỗi lần in đúng một trang."),
      el("p", { class: "actions" }, button("In áp phích", () => print()), saver("Tải áp phích PNG", `ap-phich-${facts.key}.png`, () => asPng(sheet))),
    ),
    asSvg(sheet, "sheet poster"),
  );
}

/** @param {Facts} facts @param {Squares} code */
function qrPart({ key, link }, code) {
  const sheet = qrSheet(code, link);
  return el(
    "section",
    { class: "beside" },
    el(
      "div",
      {},
      el("h3", {}, "Mã QR"),
      el("p", {}, "Dẫn đến ", el("a", { href: link }, link.replace(/^https?:\/\//, ""))),
      el(
        "p",
        { class: "actions" },
        saver("Tải mã QR PNG", `ma-qr-${key}.png`, () => asPng(sheet)),
        saver("Tải mã QR SVG", `ma-qr-${key}.svg`, () => qrFile(code)),
      ),
    ),
    asSvg(sheet, "sheet qr"),
  );
}

/** @param {Facts} facts @param {Squares | null} code */
function bannersPart(facts, code) {
  const figures = FORMATS.map((format) => {
    const sheet = banner(facts, code, format);
    const size = `${sheet.width} × ${sheet.height}`;
    const name = `${format.id}-${facts.key}.png`;
    return el("figure", { class: format.id }, asSvg(sheet, "sheet"), el("figcaption", {}, format.title, el("br"), el("span", { class: "said" }, `${size} điểm ảnh`)), saver(`Tải ảnh ${size}`, name, () => asPng(sheet)));
  });
  return el("section", {}, el("h3", {}, "Ảnh cho mạng xã hội và trang web"), el("div", { class: "banners" }, ...figures));
}

/** @param {Facts} facts */
function textsPart(facts) {
  return el(
    "section",
    {},
    el("h3", {}, "Nội dung gửi qua Zalo"),
    el("p", {}, "Có thể sửa ngay trong khung trước khi sao chép."),
    el("div", { class: "texts" }, copier("tin-nhan", "Tin nhắn ngắn", shortText(facts)), copier("thong-bao-dai", "Thông báo đầy đủ", longText(facts))),
  );
}
