/**
 * Live participation: fetched when the page opens and once a minute while somebody looks at it.
 *
 * @import { Participation } from "./figures.js"
 */

import { button, el } from "../shared/dom.js";
import { agenciesPart } from "./agencies.js";
import { fetchParticipation, moment, number } from "./figures.js";
import { levelsPart } from "./levels.js";

const EVERY_MS = 60_000;
const place = document.getElementById("participation");

if (place) open(place);

/** @param {HTMLElement} place */
async function open(place) {
  place.replaceChildren(el("p", { role: "status" }, "Đang tải số liệu…"));
  const figures = await fetchParticipation().catch(() => null);
  if (figures) show(place, figures);
  else {
    place.replaceChildren(
      el("p", { role: "alert", class: "note" }, "Chưa tải được số liệu. Vui lòng kiểm tra mạng rồi thử lại."),
      el("p", { class: "actions" }, button("Thử lại", () => open(place))),
    );
  }
}

/**
 * @param {HTMLElement} place
 * @param {Participation} first
 */
function show(place, first) {
  const levels = JSON.parse(place.dataset.levels ?? "{}");
  const groups = JSON.parse(place.dataset.groups ?? "{}");
  const asOf = el("p", { class: "as-of" });
  const sums = el("div");
  const agencies = agenciesPart(levels);

  /** @param {Participation} figures */
  function fill(figures) {
    const people = figures.levels.reduce((sum, each) => sum + each.participants, 0);
    asOf.replaceChildren(
      el("strong", {}, `${number(people)} người`),
      ` của các cơ quan, đơn vị đã tham gia. Số liệu tính đến ${moment(figures.as_of)}.`,
    );
    sums.replaceChildren(levelsPart(figures, levels, groups));
    agencies.show(figures.agencies);
  }

  fill(first);
  place.replaceChildren(
    asOf,
    el("h2", { id: "theo-cap" }, "Theo cấp"),
    el("p", { class: "key" }, "Vạch đứng trên mỗi thanh là mức tối thiểu."),
    sums,
    el("h2", { id: "theo-co-quan" }, "Theo cơ quan, đơn vị"),
    agencies.part,
  );
  setInterval(() => document.hidden || refresh(fill), EVERY_MS);
}

/**
 * What is on the screen stays until there is something newer; its time is told.
 *
 * @param {(figures: Participation) => void} fill
 */
async function refresh(fill) {
  try {
    fill(await fetchParticipation());
  } catch {
    // the network is gone for the moment; the next minute asks again
  }
}
