/** Narrowing a list of agencies: by level, and by typing a name. */

import { el } from "./dom.js";

/**
 * @param {Record<string, string>} levels Names by level.
 * @param {() => void} look Hears of every change.
 * @returns {{part: HTMLElement, level: HTMLSelectElement, name: HTMLInputElement}}
 */
export function agencyFilter(levels, look) {
  const level = el(
    "select",
    { id: "cap", class: "field" },
    el("option", { value: "" }, "Tất cả các cấp"),
    ...Object.entries(levels).map(([value, words]) => el("option", { value }, words)),
  );
  const name = el("input", { id: "ten", class: "field", type: "search", autocomplete: "off", spellcheck: "false" });
  level.addEventListener("change", look);
  name.addEventListener("input", look);
  const part = el(
    "div",
    { class: "filters", role: "search", "aria-label": "Tìm cơ quan, đơn vị" },
    el("div", {}, el("label", { for: "cap" }, "Cấp"), level),
    el("div", {}, el("label", { for: "ten" }, "Tên cơ quan, đơn vị"), name),
  );
  return { part, level, name };
}
