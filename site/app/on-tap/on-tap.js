/** The practice page; `?chuyen-de=papi` begins with that topic. */

import { practise } from "./practice.js";

const place = document.getElementById("practice");
if (place) void practise(place, new URLSearchParams(location.search).get("chuyen-de"));
