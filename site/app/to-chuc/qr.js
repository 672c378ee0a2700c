/** QR codes, drawn as one path. */

import { squares } from "../shared/qr.js";
import { html, useEffect, useState } from "../shared/vendor/preact-htm.js";

/** Nothing where it can't be drawn: the text always stands beside it. @param {{text: string, label: string}} props */
export function Qr({ text, label }) {
  const [{ size, path }, draw] = useState({ size: 0, path: "" });
  useEffect(() => void squares(text).then(draw, () => {}), [text]);
  if (!size) return null;
  return html`<svg class="qr" role="img" aria-label=${label} viewBox="-4 -4 ${size + 8} ${size + 8}"
    shape-rendering="crispEdges"><path d=${path} /></svg>`;
}
