/**
 * Practice at the end of a page: nothing is fetched until somebody wants it, for most only read (and many pay by
 * the megabyte). Without scripts the link leads to the practice page.
 */

import { el } from "../shared/dom.js";

const place = document.getElementById("practice");

place?.querySelector("a")?.addEventListener("click", async (event) => {
  event.preventDefault();
  document.head.append(el("link", { rel: "stylesheet", href: "/on-tap/on-tap.css" }));
  const { practise } = await import("./practice.js");
  void practise(place);
});
