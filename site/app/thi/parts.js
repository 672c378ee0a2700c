/** The few pieces every screen is made of. */

/** @import { View } from "../shared/vendor/preact-htm.js" */
/** @import { IconName } from "./icons.js" */

import { Icon } from "./icons.js";
import { room } from "./room.js";
import { html, useEffect, useLayoutEffect, useRef, useState } from "../shared/vendor/preact-htm.js";
import { vietnamTime } from "./clock.js";
import { words } from "./words.js";

let firstScreen = true;

/**
 * A screen: its title goes to the tab, its heading takes the focus, so that everyone knows it has changed.
 * @param {{title: string, name?: string, kicker?: View, children?: View}} props `name` tells screens of one title apart
 */
export function Page({ title, name = title, kicker, children }) {
  const heading = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    document.title = `${title} – ${room.contest?.contest.short_name ?? words.room}`;
    if (!firstScreen) arrive(heading.current);
    firstScreen = false;
  }, [name]);
  return html`<main class="page">
    <h1 ref=${heading} tabindex="-1">${title}</h1>
    ${kicker} ${room.remark && html`<${Note}>${room.remark}<//>`}
    <${Trouble} />
    ${children}
  </main>`;
}

/** @param {HTMLElement | null} heading */
function arrive(heading) {
  heading?.focus({ preventScroll: true });
  scrollTo(0, 0);
}

/** Why the last thing asked for didn't happen; forms with fields show their own. */
function Trouble() {
  const { problem } = room;
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => box.current?.focus(), [problem]);
  if (!problem || problem.errors.length) return null;
  return html`<div class="note brick" role="alert" tabindex="-1" ref=${box}><${Icon} name="alert" /><p>${problem.message}</p></div>`;
}

/** @param {{tone?: "sky" | "amber" | "brick" | "forest", icon?: IconName, children?: View}} props */
export const Note = ({ tone = "sky", icon = tone === "sky" ? "info" : "alert", children }) =>
  html`<div class="note ${tone}"><${Icon} name=${icon} /><div>${children}</div></div>`;

/** What the organizers have to say to everybody, from status.json. */
export const Announcement = () => html`<div class="announcement" role="status">
  ${room.notice && html`<${Note}><strong>${words.notice}:</strong> ${room.notice}<//>`}
</div>`;

/**
 * @param {{does?: () => void, kind?: "main" | "plain" | "quiet", submit?: boolean, off?: boolean,
 *   icon?: IconName, after?: IconName, pressed?: boolean, name?: string, children?: View}} props `name`, where its words alone would not tell it from its likes
 */
export function Button({ does, kind = "plain", submit, off, icon, after, pressed, name, children }) {
  const type = submit ? "submit" : "button";
  return html`<button type=${type} class="button ${kind}" onClick=${does} aria-pressed=${pressed} aria-label=${name}
    disabled=${off}>
    ${icon && html`<${Icon} name=${icon} />`}<span>${children}</span>${after && html`<${Icon} name=${after} />`}
  </button>`;
}

/** Facts, one a row. @param {{rows: ([View, View] | false | null)[]}} props */
export const Facts = ({ rows }) =>
  html`<table class="facts">
    <tbody>
      ${rows.map((row) => row && html`<tr><th scope="row">${row[0]}</th><td>${row[1]}</td></tr>`)}
    </tbody>
  </table>`;

/** A time of day, always with whose time it is. @param {{at: string | number}} props */
export const Time = ({ at }) => html`<span class="time">${vietnamTime(at)} <span class="zone">(${words.vietnamTime})</span></span>`;

/** Draws its owner again every second. */
export function useSeconds() {
  const [, beat] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => beat((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, []);
}

/** A file for the contestant, made here. @param {string} name @param {string} text @param {string} type */
export function download(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
