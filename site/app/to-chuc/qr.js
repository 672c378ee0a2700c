/** QR codes, drawn as one path. */

import { html, useEffect, useState } from "../shared/vendor/preact-htm.js";

/** @param {string} text */
async function squares(text) {
  const { generate } = await import("../shared/vendor/lean-qr.js");
  const code = generate(text);
  const line = Array.from({ length: code.size }, (_, i) => i);
  const dark = line.flatMap((y) => line.filter((x) => code.get(x, y)).map((x) => `M${x} ${y}h1v1h-1z`));
  return { size: code.size, path: dark.join("") };
}

/** Nothing where it can't be drawn: the text always stands beside it. @param {{text: string, label: string}} props */
export function Qr({ text, label }) {
  const [{ size, path }, draw] = useState({ size: 0, path: "" });
  useEffect(() => void squares(text).then(draw, () => {}), [text]);
  if (!size) return null;
  return html`<svg class="qr" role="img" aria-label=${label} viewBox="-4 -4 ${size + 8} ${size + 8}"
    shape-rendering="crispEdges"><path d=${path} /></svg>`;
}
