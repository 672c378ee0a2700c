/** Questions that stand before everything else: focus goes in, stays in, and comes back. */

/** @import { View } from "../shared/vendor/preact-htm.js" */

import { Area } from "./field.js";
import { useAction } from "./load.js";
import { Button, Trouble } from "./parts.js";
import { say } from "./state.js";
import { html, useLayoutEffect, useRef, useState } from "../shared/vendor/preact-htm.js";
import { words } from "./words.js";

let dialogs = 0;

/** @param {{title: string, close: () => void, wide?: boolean, children?: View}} props `close`: on Escape; the caller takes it off the screen */
export function Dialog({ title, close, wide, children }) {
  const box = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const [id] = useState(() => `dialog-${++dialogs}`);
  useLayoutEffect(() => {
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    box.current?.showModal();
    return () => {
      box.current?.close();
      before?.focus();
    };
  }, []);
  const cancel = (/** @type {Event} */ event) => {
    event.preventDefault();
    close();
  };
  return html`<dialog class="dialog ${wide ? "wide" : ""}" ref=${box} aria-labelledby=${id} onCancel=${cancel}>
    <h2 id=${id} tabindex="-1" autofocus>${title}</h2>
    ${children}
  </dialog>`;
}

/**
 * Asks before something that counts; a reason is asked where `reasoned`.
 * @param {{title: string, text?: View, yes: string, said?: string, reasoned?: boolean, close: () => void,
 *   wrong?: () => string | null, send: (reason: string) => Promise<void>, children?: View}} props
 *   `wrong`: what of the children's fields is not in order yet
 */
export function Ask({ title, text, yes, said = "", reasoned = true, close, wrong, send, children }) {
  const action = useAction();
  const [reason, setReason] = useState("");
  const [error, setError] = useState(/** @type {string | null} */ (null));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const amiss = reasoned && !reason.trim() ? words.reasonMissing : null;
    setError(amiss);
    if (amiss) return document.getElementById("reason")?.focus();
    if (wrong?.()) return;
    void action.run(async () => {
      await send(reason.trim());
      say(said);
      close();
    });
  };
  return html`<${Dialog} title=${title} close=${close}>
    ${text && html`<p>${text}</p>`}
    <${Trouble} problem=${action.problem} />
    <form novalidate onSubmit=${submit}>
      ${children}
      ${reasoned && html`<${Area} id="reason" label=${words.reason} hint=${words.reasonHint} value=${reason} fill=${setReason} error=${error} />`}
      <div class="actions">
        <${Button} kind="main" submit off=${action.busy}>${action.busy ? words.working : yes}<//>
        <${Button} does=${close} off=${action.busy}>${words.cancel}<//>
      </div>
    </form>
  <//>`;
}
