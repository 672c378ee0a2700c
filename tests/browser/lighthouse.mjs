/**
 * Lighthouse with its phone preset, over some pages of one site; prints one JSON line a page.
 *
 *   node tests/browser/lighthouse.mjs <site> <categories, comma between> <path> …
 */

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [site, categories, ...paths] = process.argv.slice(2);
const chromeFlags = [
  "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const chrome = await launch({ chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium", chromeFlags });
try {
  for (const path of paths) {
    const options = { port: chrome.port, logLevel: "error", onlyCategories: categories.split(",") };
    const { lhr } = await lighthouse(site + path, options);
    const scores = Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(score * 100)]));
    console.log(JSON.stringify({ path, scores, failed: failures(lhr) }));
  }
} finally {
  chrome.kill();
}

/** What cost points, with the first place where it was seen. */
function failures(lhr) {
  const weighed = Object.values(lhr.categories).flatMap((category) => category.auditRefs.filter((ref) => ref.weight > 0));
  const missed = weighed.map((ref) => lhr.audits[ref.id]).filter((audit) => audit.score !== null && audit.score < 0.9);
  return missed.map((audit) => `${audit.id}: ${audit.details?.items?.[0]?.node?.snippet ?? audit.displayValue ?? audit.title}`);
}
