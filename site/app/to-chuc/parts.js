/** The few pieces every screen is made of. */

/** @import { View } from "../shared/vendor/preact-htm.js" */
/** @import { Problem } from "./api.js" */
/** @import { IconName } from "./icons.js" */
/** @import { Loading } from "./load.js" */

import { spokenTime } from "./format.js";
import { Icon } from "./icons.js";
import { say, state } from "./state.js";
import { html, useLayoutEffect, useRef } from "../shared/vendor/preact-htm.js";
import { called, words } from "./words.js";

let firstScreen = true;

/**
 * A screen: its title goes to the tab, its heading takes the focus, so that everyone knows it has changed.
 * @param {{title: string, kicker?: View, wide?: boolean, children?: View}} props
 */
export function Page({ title, kicker, wide, children }) {
  const heading = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => void (document.title = `${title} – ${words.console}`), [title]);
  useLayoutEffect(() => {
    if (!firstScreen) arrive(heading.current);
    firstScreen = false;
  }, []);
  return html`<main class="page ${wide ? "wide" : ""}" id="noi-dung">
    <h1 ref=${heading} tabindex="-1">${title}</h1>
    ${kicker} ${children}
  </main>`;
}

/** @param {HTMLElement | null} heading */
function arrive(heading) {
  heading?.focus({ preventScroll: true });
  scrollTo(0, 0);
}

/** @param {{tone?: "sky" | "amber" | "brick" | "forest", icon?: IconName, children?: View}} props */
export const Note = ({ tone = "sky", icon = tone === "sky" ? "info" : "alert", children }) =>
  html`<div class="note ${tone}"><${Icon} name=${icon} /><div>${children}</div></div>`;

/** Why the last thing asked for didn't happen. Takes the focus; what was entered stays.
 *  @param {{problem: Problem | null | undefined, retry?: () => void}} props */
export function Trouble({ problem, retry }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => box.current?.focus(), [problem]);
  if (!problem) return null;
  return html`<div class="note brick" role="alert" tabindex="-1" ref=${box}>
    <${Icon} name="alert" />
    <div>
      <p>${problem.message}</p>
      ${problem.errors.length > 0 && html`<ul>${problem.errors.map((error) => html`<li>${error.detail}</li>`)}</ul>`}
      ${retry && html`<${Button} does=${retry} icon="refresh">${words.retry}<//>`}
    </div>
  </div>`;
}

/** What is being fetched: its trouble, that it's on its way, or itself.
 *  @param {{of: Loading<any>, children: (data: any) => View}} props */
export function Loaded({ of, children }) {
  if (of.problem) return html`<${Trouble} problem=${of.problem} retry=${of.reload} />${of.data && children(of.data)}`;
  return of.data ? children(of.data) : html`<p class="hint" role="status">${words.loading}</p>`;
}

/**
 * @param {{does?: () => void, kind?: "main" | "plain" | "quiet", submit?: boolean, off?: boolean, icon?: IconName,
 *   after?: IconName, expanded?: boolean, controls?: string, name?: string, children?: View}} props
 */
export function Button({ does, kind = "plain", submit, off, icon, after, expanded, controls, name, children }) {
  return html`<button type=${submit ? "submit" : "button"} class="button ${kind}" onClick=${does} disabled=${off}
    aria-expanded=${expanded === undefined ? undefined : String(expanded)} aria-controls=${controls} aria-label=${name}>
    ${icon && html`<${Icon} name=${icon} />`}<span>${children}</span>${after && html`<${Icon} name=${after} />`}
  </button>`;
}

/** Facts, one a row. @param {{rows: ([View, View] | false | null | undefined)[]}} props */
export const Facts = ({ rows }) =>
  html`<table class="facts">
    <tbody>
      ${rows.map((row) => row && html`<tr><th scope="row">${row[0]}</th><td>${row[1]}</td></tr>`)}
    </tbody>
  </table>`;

/** Since when the figures stand. @param {{at: string, reload?: () => void}} props */
export const AsOf = ({ at, reload }) => html`<p class="as-of">
  <span>${words.asOf} ${spokenTime(at)}.</span>
  ${reload && html`<${Button} kind="quiet" icon="refresh" does=${reload}>${words.refresh}<//>`}
</p>`;

/** @type {Record<string, [IconName, string]>} */
const FLAGS = {
  excluded: ["no", "amber"],
  disqualified: ["no", "brick"],
  flagged: ["flag", "amber"],
  mismatched: ["unknown", "sky"],
};

/** @param {{flags: string[]}} props */
export const Flags = ({ flags }) =>
  flags.map((flag) => html`<${Mark} key=${flag} icon=${FLAGS[flag]?.[0] ?? "flag"} tone=${FLAGS[flag]?.[1] ?? "sky"}>${called(words.flags, flag)}<//>`);

/** A sign and its word. @param {{icon: IconName, tone?: string, children?: View}} props */
export const Mark = ({ icon, tone = "", children }) =>
  html`<span class="mark ${tone}"><${Icon} name=${icon} /><span>${children}</span></span> `;

/** What has just happened, for those who can't see it. */
export const Said = () => html`<p class="spoken" role="status">${state.said}</p>`;

/** @param {string} text */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    say(words.copied);
    return true;
  } catch {
    say(words.notCopied);
    return false;
  }
}

/** A file for this person's disk. @param {string} name @param {Blob} content */
export function save(name, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
