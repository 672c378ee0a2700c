/** Charts with real text, drawn as wide as the screen has room; the same data stands in a table below each. */

/** @import { View } from "../shared/vendor/preact-htm.js" */

import { number, percent } from "./format.js";
import { Icon } from "./icons.js";
import { html, useLayoutEffect, useRef, useState } from "../shared/vendor/preact-htm.js";
import { words } from "./words.js";

/** How wide a place is, in CSS pixels, as it changes. */
function useWidth() {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const watcher = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    if (place.current) watcher.observe(place.current);
    return () => watcher.disconnect();
  }, []);
  return { place, width };
}

/** The least of 1, 2, 5 × 10ⁿ that is no smaller. @param {number} most */
function roundUp(most) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [1, 2, 5, 10].map((step) => step * power).find((top) => top >= most) ?? most;
}

/**
 * Columns over time, axis from zero, the highest labelled.
 * @param {{title: string, tone: string, points: {label: string, value: number}[], note: string, top: number}} props
 *   `note`: the highest in words; `top`: the axis, shared with its neighbours
 */
export function Columns({ title, tone, points, note, top }) {
  const { place, width } = useWidth();
  const step = width / Math.max(1, points.length);
  const high = (/** @type {number} */ value) => (value / top) * 72;
  return html`<figure class="chart ${tone}" ref=${place}>
    <figcaption><strong>${title}</strong> <span class="hint">${note}</span></figcaption>
    ${width > 0 && html`<svg width=${width} height="96" role="img" aria-label="${title}: ${note}">
      <line class="rule" x1="0" x2=${width} y1="4" y2="4" />
      <text class="tick-label" x="0" y="18">${number(top)}</text>
      ${points.map((point, i) => html`<rect class="data" x=${i * step + step * 0.1} width=${step * 0.8} y=${76 - high(point.value)} height=${high(point.value)} />`)}
      <line class="axis" x1="0" x2=${width} y1="76.5" y2="76.5" />
      <text class="tick-label" x="0" y="92">${points[0]?.label}</text>
      <text class="tick-label" x=${width} y="92" text-anchor="end">${points.at(-1)?.label}</text>
    </svg>`}
  </figure>`;
}

/** Columns that can be compared have one axis. @param {number[]} values */
export const topOf = (values) => roundUp(Math.max(1, ...values));

/**
 * A line that only rises, with the floor it has to reach.
 * @param {{label: string, points: {label: string, value: number}[], floor: number | null, floorLabel: string}} props
 */
export function Rise({ label, points, floor, floorLabel }) {
  const { place, width } = useWidth();
  const top = roundUp(Math.max(1, floor ?? 0, ...points.map((point) => point.value)));
  const x = (/** @type {number} */ i) => (points.length > 1 ? (i / (points.length - 1)) * (width - 56) : 0) + 4;
  const y = (/** @type {number} */ value) => 150 - (value / top) * 136;
  const last = points.length - 1;
  return html`<figure class="chart forest" ref=${place}>
    ${width > 0 && html`<svg width=${width} height="176" role="img" aria-label=${label}>
      <line class="axis" x1="0" x2=${width} y1="150.5" y2="150.5" />
      ${floor !== null && html`<line class="floor" x1="0" x2=${width - 52} y1=${y(floor)} y2=${y(floor)} />
        <text class="tick-label" x="0" y=${y(floor) + (y(floor) < 22 ? 16 : -6)}>${floorLabel} ${number(floor)}</text>`}
      <polyline class="line" points=${points.map((point, i) => `${x(i)},${y(point.value)}`).join(" ")} />
      ${points.map((point, i) => html`<circle class="dot" cx=${x(i)} cy=${y(point.value)} r="3.5" />`)}
      <text class="value" x=${x(last) + 8} y=${y(points[last].value) + 5}>${number(points[last].value)}</text>
      <text class="tick-label" x="0" y="170">${points[0].label}</text>
      <text class="tick-label" x=${width} y="170" text-anchor="end">${points[last].label}</text>
    </svg>`}
  </figure>`;
}

/**
 * Parts of a whole in one bar; below it each part in words, in the bar's order, with the bar's pattern.
 * @param {{label: string, parts: {id: string, name: string, value: number}[]}} props
 */
export function Stacked({ label, parts }) {
  const all = parts.reduce((sum, part) => sum + part.value, 0);
  const shown = parts.filter((part) => part.value > 0);
  return html`<div class="stacked">
    <div class="stack" role="img" aria-label="${label}: ${parts.map((part) => `${part.name} ${number(part.value)}`).join(", ")}">
      ${shown.map((part) => html`<span key=${part.id} class="piece ${part.id}" style=${{ flexGrow: part.value }}></span>`)}
    </div>
    <ul>
      ${parts.map((part) => html`<li key=${part.id}>
        <span class="piece ${part.id}" aria-hidden="true"></span>
        <span>${part.name}: <strong>${number(part.value)}</strong>${all > 0 && html` <span class="hint">${percent(part.value / all)}</span>`}</span>
      </li>`)}
    </ul>
  </div>`;
}

/**
 * How far a group is, and the floor it has to reach.
 * @param {{done: number, all: number | null, owed: number | null, met: boolean | null, label: string}} props
 */
export function QuotaBar({ done, all, owed, met, label }) {
  if (!all) return html`<span class="hint">${words.unknown}</span>`;
  const share = (/** @type {number} */ part) => `${Math.min(100, (part / all) * 100)}%`;
  return html`<span class="quota-bar ${met ? "met" : "unmet"}" role="img" aria-label=${label}>
    <span class="fill" style=${{ width: share(done) }}></span>
    ${owed !== null && owed > 0 && html`<span class="mark-at" style=${{ left: share(owed) }}></span>`}
  </span>`;
}

/** The chart's data for reading and copying. @param {{children?: View}} props */
export const Data = ({ children }) => html`<details class="data-table">
  <summary><${Icon} name="down" /><span>${words.seeTable}</span></summary>
  ${children}
</details>`;
