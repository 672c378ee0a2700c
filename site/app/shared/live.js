/**
 * What organizers tell everybody while a contest runs, on pages that were built before it: the notice, rounds
 * that have been moved (R6, R26), results. Without scripts, or without the file, the page says what it was built with.
 */

const LOOK_AGAIN = 60_000;

/**
 * @typedef {{id: string, state: string, opens_at: string, closes_at: string}} Round
 * @typedef {{registered: number, participants: number, attempts: number, inside: number}} Counted
 * @typedef {{notice: string | null, rounds: Round[], live: Counted | null}} Status
 * @typedef {(status: Status, now: number) => void} Hear Is told what the server says, and its time in milliseconds.
 */

const vietnam = { timeZone: "Asia/Ho_Chi_Minh" };
const clock = new Intl.DateTimeFormat("vi-VN", { ...vietnam, hour: "2-digit", minute: "2-digit" });
const calendar = new Intl.DateTimeFormat("vi-VN", { ...vietnam, day: "2-digit", month: "2-digit", year: "numeric" });

/** @param {string | null} notice */
function announce(notice) {
  const place = document.getElementById("thong-bao");
  if (place && place.textContent !== (notice ?? "")) place.textContent = notice ?? "";
}

/** A moment on the page that is another one by now is written anew, and said to be. @param {Round} round */
function move(round) {
  for (const key of /** @type {const} */ (["opens_at", "closes_at"])) {
    const shown = document.querySelector(`[data-round="${round.id}"] [data-moment="${key}"]`);
    const built = shown?.querySelector("time")?.getAttribute("datetime");
    if (!shown || !built || Date.parse(built) === Date.parse(round[key])) continue;
    const at = new Date(round[key]);
    const day = Object.assign(document.createElement("time"), { dateTime: round[key], textContent: calendar.format(at) });
    shown.replaceChildren(`${clock.format(at)} ngày `, day, " (đã điều chỉnh)");
  }
}

/**
 * Results that came after the page was built. What it was built with stands in the page: 0 for none, else a
 * number, above 1 for a correction.
 *
 * @param {Round[]} rounds
 */
function tellResults(rounds) {
  const place = document.getElementById("co-ket-qua");
  const states = new Set(rounds.map((round) => round.state));
  const built = Number(place?.dataset.built);
  const news = states.has("corrected") && built < 2 ? "Kết quả đã được đính chính." : states.has("published") && built < 1 ? "Kết quả đã được công bố." : "";
  if (!place || place.dataset.news === news) return;
  place.dataset.news = news;
  // The page of results itself may be the old one still; the look-up reads the record and never is.
  const [href, words] = location.pathname === "/ket-qua/" ? ["/tra-cuu/", "Trang này đang được cập nhật; tra cứu ngay theo mã dự thi"] : ["/ket-qua/", "Xem kết quả"];
  place.replaceChildren(...(news ? [`${news} `, Object.assign(document.createElement("a"), { href, textContent: words })] : []));
}

/** @type {Hear[]} */
const listeners = [];
/** @type {{status: Status, now: number, heard: number} | null} */
let latest = null;

/** Hear of the latest status, if there is one yet, and of each from now on. @param {Hear} hear */
export function onStatus(hear) {
  listeners.push(hear);
  if (latest) hear(latest.status, latest.now + performance.now() - latest.heard);
}

/** What time the server had when it answered, never the device's (R4); a cache tells how long it kept the answer. @param {Response} answer */
function serverTime(answer) {
  const sent = Date.parse(answer.headers.get("Date") ?? "");
  return sent ? sent + 1000 * Number(answer.headers.get("Age") ?? 0) : Date.now();
}

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch("/status.json", { cache: "no-cache" });
    if (!answer.ok) return;
    const status = await answer.json();
    announce(status.notice);
    status.rounds.forEach(move);
    tellResults(status.rounds);
    latest = { status, now: serverTime(answer), heard: performance.now() };
    for (const hear of listeners) hear(status, latest.now);
  } catch {
    // no network: the page stays as it is
  }
}

void look();
setInterval(look, LOOK_AGAIN);
document.addEventListener("visibilitychange", look);
