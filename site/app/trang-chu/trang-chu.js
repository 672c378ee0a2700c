/**
 * The home page while a contest runs: how long until what, the one door that matters now, and who has taken
 * part. Without scripts or network the page keeps what it was built with.
 *
 * @import { Counted, Status } from "../shared/live.js"
 * @import { Built, Standing } from "./standing.js"
 */

import { el } from "../shared/dom.js";
import { onStatus } from "../shared/live.js";
import { fetchParticipation, moment, number, percent } from "../tham-gia/figures.js";
import { drawing } from "../tham-gia/levels.js";
import { howLong, standing } from "./standing.js";

/** Once a second might fall on the very turn of seconds, and then show one for two and leave the next out. */
const OFTEN = 250;

const place = document.getElementById("hien-tai");
/** @type {Built[]} */
const built = JSON.parse(place?.dataset.rounds ?? "[]");
/** @type {{status: Status, ahead: number} | null} */
let heard = null;

onStatus((status, now) => {
  heard = { status, ahead: now - performance.now() };
  show();
  if (status.live) tellLive(status.live);
});
setInterval(show, OFTEN);
if (document.getElementById("muc-tham-gia")) void drawLevels();

function show() {
  if (!heard || !place || document.hidden) return;
  const now = heard.ahead + performance.now();
  const stand = standing(built, heard.status.rounds, now);
  point(stand);
  const left = stand.until === null ? [] : howLong(stand.until - now);
  const shown = `${stand.words} ${left.flat().join(" ")}`;
  if (place.dataset.shown === shown) return;
  place.dataset.shown = shown;
  const parts = left.map(([count, unit]) => el("span", { class: "count" }, el("b", {}, String(count)), ` ${unit}`));
  if (stand.until !== null) parts.push(el("span", { class: "till" }, `đến ${moment(new Date(stand.until).toISOString())}`));
  place.replaceChildren(el("span", { class: "stands" }, stand.words), ...parts.flatMap((part) => [" ", part]));
}

/** The door that matters now looks like the main one. @param {Standing} stand */
function point({ door }) {
  for (const each of document.querySelectorAll("[data-door]")) {
    each.classList.toggle("second", each.getAttribute("data-door") !== door);
  }
}

/** @param {Counted} live */
function tellLive(live) {
  for (const [name, count] of Object.entries(live)) {
    const told = document.querySelector(`[data-live="${name}"]`);
    if (told) told.textContent = number(count);
  }
  document.getElementById("truc-tiep")?.removeAttribute("hidden");
}

/** A bar a level: how many of its people have taken part. */
async function drawLevels() {
  const list = document.getElementById("muc-tham-gia");
  const figures = await fetchParticipation().catch(() => null);
  if (!list || !figures) return;
  const names = JSON.parse(list.dataset.levels ?? "{}");
  const shown = figures.levels.filter((level) => level.headcount);
  list.replaceChildren(
    ...shown.map((level) =>
      el(
        "li",
        {},
        el("span", { class: "of" }, names[level.level] ?? level.level),
        el("span", { class: "words" }, `${number(level.participants)} trên ${number(level.headcount ?? 0)} người · ${percent(level.rate)}`),
        drawing(Math.min(1, level.rate ?? 0)),
      ),
    ),
  );
}
