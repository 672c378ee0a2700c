/** Tables that can be sorted, and that become cards on phones. Roles are spelled out because cards lose them. */

/** @import { View } from "../shared/vendor/preact-htm.js" */

import { compare } from "./format.js";
import { Icon } from "./icons.js";
import { html, useState } from "../shared/vendor/preact-htm.js";
import { words } from "./words.js";

/**
 * @template T
 * @typedef {object} Column
 * @property {string} id
 * @property {string} head
 * @property {(row: T) => View} cell
 * @property {(row: T) => unknown} [by] what the column is sorted by; without it, it isn't
 * @property {boolean} [figure] right-aligned, tabular
 * @property {boolean} [heading] names the row
 * @property {boolean} [bare] on a card, without its head
 */

/** @typedef {{column: string, down: boolean}} Order */

/**
 * @param {{caption: string, quiet?: boolean, columns: Column<any>[], rows: any[], id?: (row: any) => unknown,
 *   order?: Order, under?: (row: any) => View, stay?: boolean, most?: number}} props
 *   `quiet`: the caption is for screen readers only; `under`: a full row below; `stay`: a table on phones too;
 *   `most`: no more rows than these, once all are sorted
 */
export function Table({ caption, quiet, columns, rows, id = (row) => row.id, order, under, stay, most }) {
  const [sorted, sort] = useState(order ?? null);
  const shown = (sorted ? inOrder(columns, rows, sorted) : rows).slice(0, most);
  const cards = stay ? "" : "cards";
  return html`<div class="table-box" tabindex=${stay ? "0" : undefined} role=${stay ? "region" : undefined} aria-label=${stay ? caption : undefined}>
    ${columns.some((column) => column.by) && html`<${SortChoice} caption=${caption} columns=${columns} sorted=${sorted} sort=${sort} />`}
    <table class="table ${cards}" role="table">
      <caption class=${quiet ? "spoken" : ""}>${caption}</caption>
      <thead role="rowgroup">
        <tr role="row">${columns.map((column) => html`<${Head} key=${column.id} column=${column} sorted=${sorted} sort=${sort} />`)}</tr>
      </thead>
      <tbody role="rowgroup">
        ${shown.map((row) => html`<${Row} key=${id(row)} row=${row} columns=${columns} under=${under?.(row)} />`)}
      </tbody>
    </table>
  </div>`;
}

/** @param {Column<any>[]} columns @param {any[]} rows @param {Order} order the unknown stays last either way */
function inOrder(columns, rows, { column, down }) {
  const by = columns.find((each) => each.id === column)?.by;
  if (!by) return rows;
  const known = rows.filter((row) => by(row) !== null).sort((a, b) => compare(by(a), by(b)) * (down ? -1 : 1));
  return [...known, ...rows.filter((row) => by(row) === null)];
}

/** @param {{column: Column<any>, sorted: Order | null, sort: (order: Order) => void}} props */
function Head({ column, sorted, sort }) {
  const mine = sorted?.column === column.id ? sorted : null;
  const now = mine ? (mine.down ? "descending" : "ascending") : undefined;
  const turn = () => sort({ column: column.id, down: mine ? !mine.down : Boolean(column.figure) });
  const icon = mine ? (mine.down ? "down" : "up") : "sort";
  return html`<th scope="col" role="columnheader" class=${column.figure ? "figure" : ""} aria-sort=${now}>
    ${column.by ? html`<button type="button" class="sorter" onClick=${turn}><span>${column.head}</span><${Icon} name=${icon} /></button>` : column.head}
  </th>`;
}

/** Cards have no heads to press. @param {{caption: string, columns: Column<any>[], sorted: Order | null, sort: (order: Order) => void}} props */
function SortChoice({ caption, columns, sorted, sort }) {
  const choose = (/** @type {{currentTarget: HTMLSelectElement}} */ event) => {
    const [column, down] = event.currentTarget.value.split(" ");
    sort({ column, down: down === "down" });
  };
  const value = sorted ? `${sorted.column} ${sorted.down ? "down" : "up"}` : "";
  const options = columns.filter((column) => column.by).flatMap((column) => [
    [`${column.id} up`, `${column.head}, ${words.ascending}`],
    [`${column.id} down`, `${column.head}, ${words.descending}`],
  ]);
  return html`<label class="sort-choice"><span>${words.chooseSort}<span class="spoken">: ${caption}</span></span>
    <select value=${value} onChange=${choose}>
      ${!sorted && html`<option value="">–</option>`}
      ${options.map(([id, name]) => html`<option key=${id} value=${id} selected=${id === value}>${name}</option>`)}
    </select>
  </label>`;
}

/** @param {{row: any, columns: Column<any>[], under: View}} props */
const Row = ({ row, columns, under }) => html`<tr role="row">${columns.map((column) => html`<${Cell} key=${column.id} row=${row} column=${column} />`)}</tr>
  ${under && html`<tr role="row" class="under"><td role="cell" colspan=${columns.length}>${under}</td></tr>`}`;

/** @param {{row: any, column: Column<any>}} props */
function Cell({ row, column }) {
  const head = column.bare ? undefined : column.head;
  const kind = column.figure ? "figure" : "";
  if (column.heading) return html`<th scope="row" role="rowheader" data-head=${head}>${column.cell(row)}</th>`;
  return html`<td role="cell" class=${kind} data-head=${head}><div>${column.cell(row)}</div></td>`;
}
