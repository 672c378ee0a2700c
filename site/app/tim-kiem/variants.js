/** The same query in other words: abbreviations of official papers written out, and what people ask with left out. */

import { plain, words } from "./fold.js";

const SHORT = /** @type {const} */ ({
  TTHC: "thủ tục hành chính",
  CCHC: "cải cách hành chính",
  CCTTHC: "cải cách thủ tục hành chính",
  DVC: "dịch vụ công",
  DVCTT: "dịch vụ công trực tuyến",
  CĐS: "chuyển đổi số",
  CNTT: "công nghệ thông tin",
  UBND: "ủy ban nhân dân",
  HĐND: "hội đồng nhân dân",
  CBCCVC: "cán bộ, công chức, viên chức",
  BTC: "ban tổ chức",
  NQ: "nghị quyết",
  NĐ: "nghị định",
  QĐ: "quyết định",
  KH: "kế hoạch",
});

// Longest first: what "cải cách thủ tục hành chính" stands for is more than "thủ tục hành chính".
const TABLE = Object.entries(SHORT)
  .map(([short, long]) => ({ short: words(short), long: words(long) }))
  .sort((a, b) => b.long.length - a.long.length);

// Words around what is asked for. Those that are other words without their marks ("của", «cửa») are known by them.
const AROUND = [
  "làm thế nào để", "làm thế nào", "làm sao để", "làm sao", "như thế nào", "thế nào", "là gì", "là ai", "ở đâu", "khi nào",
  "bao giờ", "tại sao", "vì sao", "có được không", "được không", "cho hỏi", "tôi muốn", "của", "về", "trên", "bằng", "và", "để",
].map(words);

/**
 * A query and what else to look for. No two are alike.
 *
 * @param {string[]} typed Words as `fold.words` gives them.
 * @returns {string[][]} As typed comes first.
 */
export function variants(typed) {
  const long = TABLE.reduce((query, each) => replaced(query, each.short, each.long), typed);
  const short = TABLE.reduce((query, each) => replaced(query, each.long, each.short), typed);
  const bare = AROUND.reduce((query, each) => replaced(query, each, [], each.length === 1), long);
  const all = [typed, long, short, bare].filter((each) => each.length);
  return all.filter((each, at) => all.findIndex((other) => other.join(" ") === each.join(" ")) === at);
}

/**
 * The words with one sequence put in place of another, the first time that it occurs.
 *
 * @param {string[]} query
 * @param {string[]} from
 * @param {string[]} to
 * @param {boolean} [asWritten] Whether marks must be the same.
 */
function replaced(query, from, to, asWritten = false) {
  const read = (/** @type {string[]} */ all) => (asWritten ? all : all.map(plain)).join(" ");
  const at = query.findIndex((_, start) => read(query.slice(start, start + from.length)) === read(from));
  return at < 0 ? query : [...query.slice(0, at), ...to, ...query.slice(at + from.length)];
}
