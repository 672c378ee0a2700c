/**
 * Practice: choose a topic, answer question by question, see how it went. The place of a page about some topics
 * (`data-topics`) begins with their questions.
 *
 * All of it happens in this page. Nothing is sent or kept (R9): leaving the page forgets it.
 *
 * @import { Bank, Question, Topic } from "./bank.js"
 */

import { fetchBank, questionsOn, shuffled, topicsInUse } from "./bank.js";
import { button, el } from "../shared/dom.js";
import { questionForm } from "./question.js";

/** @typedef {{name: string, questions: Question[], missed: Question[], at: number}} Session */

const EVERYTHING = "Tất cả chuyên đề";

/**
 * Begin at a place: with one topic, or those that the place is about, or all of them to choose from.
 *
 * @param {HTMLElement} place
 * @param {string | null} [topic]
 */
export async function practise(place, topic = null) {
  const about = place.dataset.topics?.split(" ") ?? (topic ? [topic] : []);
  show(place, el("p", { role: "status" }, "Đang tải câu hỏi…"));
  try {
    const bank = await fetchBank("/on-tap/cau-hoi.json");
    const known = topicsInUse(bank).filter(({ id }) => about.includes(id));
    if (known.length) begin(place, bank, known);
    else showTopics(place, bank, false);
  } catch {
    show(
      place,
      el("p", { role: "alert", class: "note" }, "Chưa tải được câu hỏi. Vui lòng kiểm tra mạng rồi thử lại."),
      el("p", { class: "actions" }, button("Thử lại", () => practise(place, topic))),
    );
  }
}

/**
 * Put a screen in place of the last one; its heading takes the focus when somebody moved here.
 *
 * @param {HTMLElement} place
 * @param {...HTMLElement} screen
 */
function show(place, ...screen) {
  place.replaceChildren(...screen);
  const heading = /** @type {HTMLElement | null} */ (place.querySelector("h2[tabindex]"));
  heading?.focus({ preventScroll: true });
  heading?.scrollIntoView();
}

/**
 * @param {HTMLElement} place
 * @param {Bank} bank
 * @param {boolean} moved Whether somebody came here from another screen.
 */
function showTopics(place, bank, moved) {
  const choices = [
    topicChoice(EVERYTHING, bank.questions.length, () => begin(place, bank, [])),
    ...topicsInUse(bank).map((topic) =>
      topicChoice(topic.name, questionsOn(bank, topic.id).length, () => begin(place, bank, [topic])),
    ),
  ];
  show(
    place,
    el("h2", moved ? { tabindex: "-1" } : {}, "Chọn chuyên đề"),
    el("ul", { class: "topics" }, ...choices.map((choice) => el("li", {}, choice))),
  );
}

/**
 * @param {string} name
 * @param {number} count
 * @param {() => void} press
 */
function topicChoice(name, count, press) {
  const choice = button(name, press, "topic");
  choice.append(" ", el("span", { class: "count" }, `${count} câu`));
  return choice;
}

/**
 * @param {HTMLElement} place
 * @param {Bank} bank
 * @param {Topic[]} topics None means all of them, in any order.
 */
function begin(place, bank, topics) {
  const questions = topics.length ? topics.flatMap((topic) => questionsOn(bank, topic.id)) : shuffled(bank.questions);
  const name = topics.map((topic) => topic.name).join(", ") || EVERYTHING;
  showQuestion(place, bank, { name, questions, missed: [], at: 0 });
}

/**
 * @param {HTMLElement} place
 * @param {Bank} bank
 * @param {Session} session
 */
function showQuestion(place, bank, session) {
  const { questions, missed, at, name } = session;
  const question = questions[at];
  if (!question) return showEnd(place, bank, session);
  const heading = el("h2", { id: "cau", tabindex: "-1" }, `Câu ${at + 1} trên ${questions.length}`);
  const right = el("span", {}, rightSoFar(at, missed.length));
  const onward = () => showQuestion(place, bank, { ...session, at: at + 1 });
  show(
    place,
    el("div", { class: "where" }, heading, el("p", {}, name, right)),
    questionForm(question, {
      heading,
      next: at + 1 < questions.length ? "Câu tiếp theo" : "Xem kết quả",
      onChecked(isRight) {
        if (!isRight) missed.push(question);
        right.textContent = rightSoFar(at + 1, missed.length);
      },
      onNext: onward,
    }),
    el("p", { class: "leave" }, otherTopics(place, bank, "plain")),
  );
}

/**
 * @param {number} answered
 * @param {number} missed
 */
function rightSoFar(answered, missed) {
  return answered === 0 ? "" : ` · đã đúng ${answered - missed} trên ${answered} câu`;
}

/**
 * @param {HTMLElement} place
 * @param {Bank} bank
 * @param {Session} session
 */
function showEnd(place, bank, { name, questions, missed }) {
  const again = () => showQuestion(place, bank, { name, questions: missed, missed: [], at: 0 });
  const right = questions.length - missed.length;
  show(
    place,
    el("h2", { tabindex: "-1" }, `Bạn trả lời đúng ${right} trên ${questions.length} câu`),
    el("p", {}, missed.length > 0 ? `${name}. Những câu chưa đúng:` : `${name}. Bạn đã trả lời đúng tất cả.`),
    el("ul", {}, ...missed.map((question) => el("li", {}, question.stem))),
    el(
      "p",
      { class: "actions" },
      missed.length > 0 ? button("Làm lại các câu chưa đúng", again) : null,
      otherTopics(place, bank, "button second"),
    ),
  );
}

/**
 * The way to other topics: on a page about some of them, to the page with all.
 *
 * @param {HTMLElement} place
 * @param {Bank} bank
 * @param {string} look
 */
function otherTopics(place, bank, look) {
  const words = "Chọn chuyên đề khác";
  if (place.dataset.topics) return el("a", { href: "/on-tap/", class: look }, words);
  return button(words, () => showTopics(place, bank, true), look);
}
