/** The public status file: rounds' times as last moved. The console works without it. */

import { read } from "./api.js";
import { set, state } from "./state.js";
import { useEffect } from "../shared/vendor/preact-htm.js";

export async function loadStatus() {
  set({ status: await read("/status.json").catch(() => state.status) });
}

/** For screens that print times for others: somebody else may have moved them since. */
export const useFreshStatus = () => useEffect(() => void loadStatus(), []);
