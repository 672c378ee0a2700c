/**
 * A certificate (giấy chứng nhận), one A4 page across. Drawn for the screen as it will be printed; the page that
 * shows it loads `/shared/certificate.css`. One node is one page, so many of them print one after the other.
 *
 * @typedef {object} Certificate
 * @property {string} contest The contest's name in full.
 * @property {string} [organizer] Who holds it.
 * @property {string} name Empty: a line to write on.
 * @property {string} agency Empty: none is shown.
 * @property {string} text What is certified: "đạt Giải Nhất, Xếp hạng cá nhân" or "đã tham gia Cuộc thi".
 * @property {string} code Candidate code; empty for an agency's.
 * @property {number | Rests} result The result it rests on.
 * @property {string} url Where anyone can check it; also as QR code.
 * @property {string} [sign] Over the place for a signature and seal; without it there is none.
 *
 * @typedef {{number: number, digest?: string, at?: string}} Rests `digest` is that of the result's manifest.
 */

import { el } from "./dom.js";
import { squares } from "./qr.js";

/**
 * @param {Certificate} facts
 * @returns {HTMLElement}
 */
export function certificate({ contest, organizer = "", name, agency, text, code, result, url, sign = "" }) {
  return el(
    "article",
    { class: "certificate", "aria-label": `Giấy chứng nhận${name ? `, ${name}` : ""}${code ? `, mã ${code}` : ""}` },
    band(),
    el(
      "div",
      { class: "certificate-body" },
      el("p", { class: "certificate-by" }, organizer || "Ban Tổ chức"),
      el("p", { class: "certificate-contest" }, contest),
      el(
        "div",
        { class: "certificate-middle" },
        el("p", { class: "certificate-title" }, "Giấy chứng nhận"),
        name
          ? el("p", { class: "certificate-name" }, name)
          : el("p", { class: "certificate-name certificate-blank" }, el("span", { class: "certificate-hint" }, "Họ và tên")),
        agency ? el("p", { class: "certificate-agency" }, agency) : null,
        el("p", { class: "certificate-text" }, text),
      ),
      foot(code, typeof result === "number" ? { number: result } : result, url, sign),
    ),
    band(),
  );
}

const band = () => el("div", { class: "certificate-weave", "aria-hidden": "true" });

/** @param {string} code @param {Rests} result @param {string} url @param {string} sign */
function foot(code, result, url, sign) {
  return el(
    "div",
    { class: "certificate-foot" },
    el("div", { class: "certificate-check" }, qr(url), proof(code, result, url)),
    sign ? el("p", { class: "certificate-sign" }, sign, el("span", {}, "(Ký tên, đóng dấu)")) : null,
  );
}

/** @param {string} code @param {Rests} result @param {string} url */
function proof(code, { number, digest, at }, url) {
  const shown = url.replace(/^https?:\/\//, "").replace(/\/?#.*$/, "");
  return el(
    "p",
    {},
    ...(code ? ["Mã dự thi ", el("strong", {}, code), el("br")] : []),
    `Kết quả số ${number}${at ? `, ${day(at)}` : ""}`,
    el("br"),
    `Kiểm tra tại ${shown}`,
    ...(digest ? [el("br"), el("span", { class: "certificate-digest" }, `SHA-256 ${digest.slice(0, 32)}`, el("br"), digest.slice(32))] : []),
  );
}

const calendar = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Ho_Chi_Minh", day: "2-digit", month: "2-digit", year: "numeric" });

/** @param {string} at */
const day = (at) => calendar.format(new Date(at));

/**
 * One path of unit squares; it comes a moment later. Without it there is still the address.
 *
 * @param {string} text
 */
function qr(text) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  for (const [key, value] of [["class", "certificate-qr"], ["role", "img"], ["aria-label", `Mã QR: ${text}`], ["shape-rendering", "crispEdges"]]) {
    svg.setAttribute(key, value);
  }
  void squares(text).then(({ size, path }) => {
    const dark = document.createElementNS(space, "path");
    dark.setAttribute("d", path);
    svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
    svg.append(dark);
  }, () => svg.remove());
  return svg;
}
