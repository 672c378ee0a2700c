/**
 * The contestant's own certificate. What it certifies comes from the public record; the name comes from who is
 * signed in on this device, and from nowhere else: without it there is a line to write on.
 *
 * @import { Found } from "../tra-cuu/record.js"
 */

import { certificate } from "../shared/certificate.js";
import { button, el } from "../shared/dom.js";
import { recall } from "../thi/keep.js";
import { readCode } from "../tra-cuu/code.js";
import { find, latest } from "../tra-cuu/record.js";

const SESSION = "thi.session";

/** @typedef {{code: string, name: string, agency: string}} Person */
/** @typedef {{text: string, title: string}} Merit What can be certified, and how it is called in the list of choices. */

const place = document.getElementById("certificate");
if (place) void open(place);

/** @param {HTMLElement} place */
async function open(place) {
  place.replaceChildren(el("p", { role: "status" }, "Đang tải…"));
  const asked = readCode(decodeURIComponent(location.hash.slice(1)));
  const me = await signedIn();
  const code = asked ?? me?.code ?? null;
  if (!code) return place.replaceChildren(...ask());
  try {
    const result = await latest();
    const found = result && (await find(code, result));
    place.replaceChildren(...screen(found, me?.code === code ? me : { code, name: "", agency: "" }));
  } catch {
    place.replaceChildren(
      el("p", { role: "alert", class: "note" }, "Chưa tải được hồ sơ công khai. Vui lòng kiểm tra mạng rồi thử lại."),
      el("p", { class: "actions" }, button("Thử lại", () => void open(place))),
    );
  }
}

/** Who is signed in on this device, as the contest knows them; null when nobody is. @returns {Promise<Person | null>} */
async function signedIn() {
  try {
    const kept = await recall(SESSION);
    if (!kept) return null;
    const headers = { authorization: `Bearer ${kept.session}` };
    const [me, contest] = await Promise.all([fetch("/api/me", { headers, cache: "no-store" }), fetch("/contest.json")]);
    if (!me.ok || !contest.ok) return { code: kept.candidate_code, name: "", agency: "" };
    const { candidate_code, full_name, agency } = await me.json();
    const { agencies } = await contest.json();
    const named = agencies.find((/** @type {{id: string}} */ each) => each.id === agency)?.name ?? "";
    return { code: candidate_code, name: full_name, agency: named };
  } catch {
    return null; // no network, or storage is closed to us: a line to write on will do
  }
}

function ask() {
  const field = el("input", { id: "ma", class: "field", autocomplete: "off", spellcheck: "false", maxlength: "20", "aria-describedby": "ma-loi" });
  const wrong = el("p", { id: "ma-loi", class: "wrong", role: "alert" });
  const form = el("form", { novalidate: true }, el("label", { for: "ma" }, "Mã dự thi"), field, el("button", { type: "submit", class: "button" }, "Tiếp tục"), wrong);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const code = readCode(field.value);
    wrong.textContent = code ? "" : "Mã dự thi gồm 10 chữ số và chữ cái, không có I, L, O, U.";
    if (code) location.hash = code;
    else field.focus();
  });
  return [form];
}

window.addEventListener("hashchange", () => place && void open(place));

/** @param {Found | null} found @param {Person} person */
function screen(found, person) {
  if (!found) return [el("p", { class: "note" }, "Chưa có kết quả. Giấy chứng nhận in được sau khi kết quả được công bố. ", el("a", { href: "/ket-qua/" }, "Khi nào có kết quả"))];
  const merits = meritsOf(found);
  if (!merits.length) return [el("p", { class: "note" }, "Mã này không được xếp hạng nên không có giấy chứng nhận. ", el("a", { href: `/tra-cuu/#${person.code}` }, "Xem kết quả của mã"))];
  const sheet = el("div", {}, drawn(found, person, merits[0]));
  return [tools(found, person, merits, sheet), sheet];
}

/** Prizes first, then having taken part. @param {Found} found @returns {Merit[]} */
function meritsOf(found) {
  if (found.out || !found.ranked.length) return [];
  const prizes = found.ranked.filter(({ row }) => row[4]).map(({ row, title }) => ({ title: `${row[4]}, ${title}`, text: `đạt ${row[4]}, ${title}` }));
  return [...prizes, { title: "Đã tham gia", text: "đã tham gia Cuộc thi" }];
}

/** @param {Found} found @param {Person} person @param {Merit} merit */
function drawn(found, person, merit) {
  const { number, manifest, at } = found.result;
  return certificate({
    contest: found.rules.contest.name,
    organizer: found.rules.contest.organizer,
    name: person.name,
    agency: person.agency,
    text: merit.text,
    code: person.code,
    result: { number, digest: manifest, at },
    url: `${location.origin}/tra-cuu/#${person.code}`,
  });
}

/** @param {Found} found @param {Person} person @param {Merit[]} merits @param {HTMLElement} sheet */
function tools(found, person, merits, sheet) {
  const choice = el("select", { id: "noi-dung", class: "field" }, ...merits.map((each, at) => el("option", { value: String(at) }, each.title)));
  choice.addEventListener("change", () => sheet.replaceChildren(drawn(found, person, merits[Number(choice.value)])));
  return el(
    "div",
    { class: "tools" },
    merits.length > 1 ? el("p", {}, el("label", { for: "noi-dung" }, "Nội dung"), choice) : null,
    person.name ? null : el("p", {}, "Tên để trống để tự viết. Muốn in sẵn tên, hãy ", el("a", { href: "/thi/" }, "đăng nhập"), " trên máy này rồi mở lại trang."),
    el("p", { class: "actions" }, button("In giấy chứng nhận", () => print()), el("a", { class: "button second", href: `/tra-cuu/#${person.code}` }, "Xem kết quả")),
  );
}
