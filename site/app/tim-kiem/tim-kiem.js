/**
 * Search over the site's pages. The query stands in the address, so that it can be linked to and gone back to; it is
 * looked for in this page, and sent to nobody.
 *
 * @import { Answer } from "./engine.js"
 */

import { button, el } from "../shared/dom.js";
import { groupParts } from "./results.js";
import { said } from "./words.js";

const INDEX = "/tim-kiem/chi-muc.json";
const PAGES_AT_ONCE = 8;

/** @type {Promise<{search: (typed: string) => Answer}> | null} */
let engine = null;

const form = /** @type {HTMLFormElement | null} */ (document.getElementById("tim"));
if (form) open(form);

/** Engine and index, fetched once, and again after a failure. */
function ready() {
  engine ??= load();
  engine.catch(() => (engine = null));
  return engine;
}

async function load() {
  const [{ makeEngine }, answer] = await Promise.all([import("./engine.js"), fetch(INDEX)]);
  if (!answer.ok) throw new Error(`${INDEX}: ${answer.status}`);
  return makeEngine(await answer.json());
}

/** @param {HTMLFormElement} form */
function open(form) {
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const title = document.title;

  /** Shows what the address asks for. */
  function follow() {
    const query = new URLSearchParams(location.search).get("q")?.trim() ?? "";
    field.value = query;
    document.title = query ? `${query} | ${title}` : title;
    void show(query);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const query = field.value.trim();
    const address = query ? `?${new URLSearchParams({ q: query })}` : location.pathname;
    if (address !== (location.search || location.pathname)) history.pushState(null, "", address);
    if (matchMedia("(pointer: coarse)").matches) field.blur(); // puts the keyboard away from over the results
    follow();
  });
  field.addEventListener("focus", () => void ready().catch(() => {}), { once: true });
  window.addEventListener("popstate", follow);
  follow();
}

/** @param {string} query Nothing is told of an empty one. */
async function show(query) {
  const [status, place, help] = ["da-tim", "tim-thay", "goi-y"].map((id) => /** @type {HTMLElement} */ (document.getElementById(id)));
  place.replaceChildren();
  status.textContent = query ? "Đang tìm…" : "";
  help.hidden = false;
  if (!query) return;
  try {
    const answer = (await ready()).search(query);
    if (query !== asked()) return; // somebody has asked for something else meanwhile
    status.textContent = said(answer, query);
    help.hidden = answer.count > 0;
    place.replaceChildren(...(answer.count ? found(answer) : nothing()));
  } catch {
    status.textContent = "";
    place.replaceChildren(...failed(query));
  }
}

const asked = () => new URLSearchParams(location.search).get("q")?.trim();

/** @param {Answer} answer */
function found({ groups }) {
  const list = el("ol", { class: "found" });
  const more = button("Xem thêm kết quả", next, "button second");

  function next() {
    const from = list.children.length;
    list.append(...groups.slice(from, from + PAGES_AT_ONCE).map(groupParts));
    more.hidden = list.children.length === groups.length;
    if (from) list.children[from].querySelector("a")?.focus();
  }
  next();
  return [list, more];
}

const nothing = () => [
  el("ul", { class: "advice" },
    el("li", {}, "Xem lại chữ đã gõ, hoặc gõ không dấu."),
    el("li", {}, "Dùng ít từ hơn, hoặc từ khác cùng nghĩa."),
    el("li", {}, "Đi từ một chủ đề dưới đây.")),
];

/** @param {string} query */
const failed = (query) => [
  el("p", { role: "alert", class: "note" }, "Chưa tải được phần tìm kiếm. Vui lòng kiểm tra mạng rồi thử lại."),
  el("p", { class: "actions" }, button("Thử lại", () => void show(query))),
];
