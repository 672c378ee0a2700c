/**
 * Finding one agency among some two hundred: by level, by typing, or both.
 *
 * @import { Agency } from "./facts.js"
 */

import { agencyFilter } from "../shared/agency-filter.js";
import { button, el } from "../shared/dom.js";
import { fold, number } from "../tham-gia/figures.js";
import { fullName } from "./facts.js";

/** @typedef {{agency: Agency, name: string, folded: string}} Entry */

/**
 * @param {Agency[]} agencies
 * @param {Record<string, string>} levels
 * @param {(agency: Agency | null) => void} pick Null: none in particular.
 * @returns {{part: HTMLElement, show: (agency: Agency | null) => void}} `show` says which one is picked.
 */
export function choicePart(agencies, levels, pick) {
  const entries = agencies.map((agency) => entryOf(agencies, agency));
  const filter = agencyFilter(levels, draw);
  const said = el("p", { class: "said", role: "status" });
  const list = el("ul", { class: "found", "aria-label": "Cơ quan, đơn vị tìm thấy" });
  const picked = el("p", { class: "picked" });

  function draw() {
    const found = matching(entries, filter.level.value, filter.name.value);
    const asked = Boolean(filter.level.value || filter.name.value.trim());
    list.hidden = !asked || !found.length;
    said.textContent = !asked ? "" : found.length ? `Tìm thấy ${number(found.length)} cơ quan, đơn vị.` : "Không tìm thấy. Vui lòng xem lại cấp và tên.";
    list.replaceChildren(...(asked ? found : []).map((each) => el("li", {}, button(each.name, () => choose(each.agency), "choose"))));
  }

  /** @param {Agency | null} agency */
  function choose(agency) {
    filter.name.value = filter.level.value = "";
    draw();
    pick(agency);
  }

  draw();
  return {
    part: el("div", { class: "choice" }, filter.part, said, list, picked),
    show(agency) {
      const name = agency ? fullName(agencies, agency) : "chưa chọn, tài liệu dùng chung cho mọi nơi";
      picked.replaceChildren("Đang chọn: ", el("strong", {}, name), ...(agency ? [" ", button("Bỏ chọn", () => choose(null), "button second")] : []));
    },
  };
}

/** @param {Agency[]} agencies @param {Agency} agency @returns {Entry} */
function entryOf(agencies, agency) {
  const name = fullName(agencies, agency);
  return { agency, name, folded: fold(name) };
}

/** All words typed occur, in any order. @param {Entry[]} entries @param {string} level @param {string} text */
function matching(entries, level, text) {
  const typed = fold(text).split(/\s+/);
  return entries.filter(({ agency, folded }) => (!level || agency.level === level) && typed.every((word) => folded.includes(word)));
}
