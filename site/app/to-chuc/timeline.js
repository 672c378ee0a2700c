/** One person's story in the order it happened. No drawing here. */

/** @import { Attempt, Story } from "./types.d.ts" */
/** @import { IconName } from "./icons.js" */

import { agencyName, groupName, roundTitle } from "./state.js";
import { words } from "./words.js";
import { story as said } from "./words/people.js";

/** @typedef {{at: string, what: string, icon: IconName, tone?: string, by?: string | null, reason?: string | null}} Happening */

const happened = said.happened;

/** @param {{agency: string | null, group: string | null}} post */
export const where = (post) => `${post.agency ? agencyName(post.agency) : words.citizen}, ${groupName(post.group)}`;

/** The first post is what was declared at registration; those after are moves. @param {Story} story @returns {Happening[]} */
const posts = (story) =>
  story.posts.map((post, i) => ({
    at: post.at,
    what: i ? happened.moved(where(post)) : happened.declared(where(post)),
    icon: "agency",
    by: i ? post.by : null,
    reason: post.reason,
  }));

/** @param {Story} story @returns {Happening[]} */
const nominations = (story) =>
  story.nominations.map((each) => ({
    at: each.at,
    what: each.group ? happened.nominated(where(each)) : happened.withdrawn,
    icon: "people",
  }));

/** @param {Story} story @returns {Happening[]} */
const rulings = (story) => [
  ...story.exclusions.map((each) => /** @type {Happening} */ ({ ...each, what: each.stands ? happened.excluded : happened.included, icon: "no", tone: "amber" })),
  ...story.rulings.map((each) => /** @type {Happening} */ ({ ...each, what: each.stands ? happened.disqualified : happened.reinstated, icon: each.stands ? "no" : "yes", tone: each.stands ? "brick" : "forest" })),
];

/** @param {string} round @param {Attempt} each @returns {Happening[]} */
function attempt(round, each) {
  const title = roundTitle(round);
  const begun = /** @type {Happening} */ ({ at: each.started_at, what: happened.started(title, each.attempt), icon: "clock" });
  if (each.submitted_at) return [begun, { at: each.submitted_at, what: happened.submitted(title, each.attempt), icon: "yes", tone: "forest" }];
  return each.state === "open" ? [begun] : [begun, { at: each.deadline, what: happened.ended(title, each.attempt), icon: "clock" }];
}

/** @param {Story} story @returns {Happening[]} */
const attempts = (story) =>
  story.rounds.flatMap(({ round, attempts, late }) => [
    ...attempts.flatMap((each) => attempt(round, each)),
    ...(late ?? []).map((each) => /** @type {Happening} */ ({ at: each.at, what: happened.late(roundTitle(round), each.attempt), icon: "alert", tone: "amber" })),
  ]);

/** Oldest first. @param {Story} story */
export function timeline(story) {
  const registered = /** @type {Happening} */ ({ at: story.registered_at, what: happened.registered, icon: "person" });
  const all = [...nominations(story), ...rulings(story), registered, ...posts(story), ...attempts(story)];
  return all.filter((each) => each.at).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
