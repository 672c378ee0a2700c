/**
 * The table of agencies: sorted by any column, narrowed to a level or a name; cards on a phone.
 *
 * @import { Agency } from "./figures.js"
 */

import { agencyFilter } from "../shared/agency-filter.js";
import { button, el } from "../shared/dom.js";
import { compare, fold, number, percent } from "./figures.js";

/** @typedef {{head: string, sort: (agency: Agency) => string | number | null, cell: (agency: Agency) => string, figure: boolean}} Column */

const FIRST = 40;
const MET = { true: "Đã đủ", false: "Chưa đủ", null: "–" };

/** @type {Column[]} */
const COLUMNS = [
  { head: "Cơ quan, đơn vị", sort: (each) => each.name, cell: (each) => each.name, figure: false },
  { head: "Người tham gia", sort: (each) => each.participants, cell: (each) => number(each.participants), figure: true },
  { head: "Biên chế", sort: (each) => each.headcount, cell: (each) => (each.headcount === null ? "–" : number(each.headcount)), figure: true },
  { head: "Tỷ lệ", sort: (each) => each.rate, cell: (each) => percent(each.rate), figure: true },
  { head: "Mức tối thiểu", sort: (each) => (each.met === null ? null : Number(each.met)), cell: (each) => MET[/** @type {"true"} */ (String(each.met))], figure: false },
];

/**
 * @param {Record<string, string>} levels
 * @returns {{part: HTMLElement, show: (agencies: Agency[]) => void}} `show` puts other figures in.
 */
export function agenciesPart(levels) {
  const view = { by: 3, way: /** @type {1 | -1} */ (-1), level: "", text: "", all: false };
  /** @type {Agency[]} */
  let agencies = [];

  const said = el("p", { class: "said", role: "status" });
  const body = el("tbody");
  const heads = COLUMNS.map((column, index) => head(column, () => sortBy(index)));
  const more = el("p", { class: "actions" });
  const table = el(
    "table",
    { class: "agencies" },
    el("caption", { class: "quietly" }, "Người tham gia theo cơ quan, đơn vị"),
    el("thead", {}, el("tr", {}, ...heads)),
    body,
  );

  /** @param {number} index */
  function sortBy(index) {
    view.way = index === view.by ? /** @type {1 | -1} */ (-view.way) : index === 0 ? 1 : -1;
    view.by = index;
    draw();
  }

  function draw() {
    const column = /** @type {Column} */ (COLUMNS[view.by]);
    const wanted = fold(view.text);
    const found = agencies
      .filter((each) => (!view.level || each.level === view.level) && fold(`${each.name} ${each.district ?? ""}`).includes(wanted))
      .sort((a, b) => compare(column.sort(a), column.sort(b), view.way) || compare(a.name, b.name, 1));
    const shown = view.all ? found : found.slice(0, FIRST);
    heads.forEach((each, index) => mark(each, index === view.by ? view.way : 0));
    body.replaceChildren(...shown.map((each) => row(each)));
    tell(`${number(found.length)} dòng, đang hiện ${number(shown.length)}.`);
    more.hidden = shown.length === found.length;
    if (!more.hidden && !more.firstChild) more.append(button("Hiện tất cả", showAll, "button second"));
  }

  function showAll() {
    const next = FIRST;
    view.all = true;
    draw();
    /** @type {HTMLElement | undefined} */ (body.children[next])?.querySelector("th")?.focus();
  }

  /** @param {string} words */
  function tell(words) {
    if (said.textContent !== words) said.textContent = words;
  }

  const filter = agencyFilter(levels, () => {
    Object.assign(view, { level: filter.level.value, text: filter.name.value, all: false });
    draw();
  });
  const part = el("div", {}, filter.part, said, table, more);
  return {
    part,
    show(fresh) {
      agencies = fresh;
      draw();
    },
  };
}

/**
 * @param {Column} column
 * @param {() => void} press
 */
function head(column, press) {
  return el("th", { scope: "col", class: column.figure ? "figure" : "" }, button(column.head, press, "sort"));
}

/**
 * @param {HTMLElement} head
 * @param {1 | -1 | 0} way
 */
function mark(head, way) {
  if (way === 0) head.removeAttribute("aria-sort");
  else head.setAttribute("aria-sort", way === 1 ? "ascending" : "descending");
}

/** @param {Agency} agency */
function row(agency) {
  const [name, ...rest] = COLUMNS;
  return el(
    "tr",
    { class: agency.met === null ? "" : agency.met ? "enough" : "short" },
    el(
      "th",
      { scope: "row", tabindex: "-1" },
      /** @type {Column} */ (name).cell(agency),
      agency.district ? el("span", { class: "district" }, ` (${agency.district})`) : null,
    ),
    ...rest.map((column) => cell(column, agency)),
  );
}

/**
 * @param {Column} column
 * @param {Agency} agency
 */
function cell(column, agency) {
  return el("td", { class: column.figure ? "figure" : "", "data-head": column.head }, column.cell(agency));
}
