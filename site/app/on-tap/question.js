/**
 * One question on the screen: choose, check, read why.
 *
 * @import { Question, Source } from "./bank.js"
 */

import { isRight } from "./bank.js";
import { button, el, icon } from "../shared/dom.js";

const LETTERS = "ABCDEFGH";

/**
 * @param {Question} question
 * @param {object} around What the screen around it knows.
 * @param {HTMLElement} around.heading Names the form, so that a reader hears where it is.
 * @param {string} around.next Words of the button that goes on.
 * @param {(right: boolean) => void} around.onChecked
 * @param {() => void} around.onNext
 * @returns {HTMLFormElement}
 */
export function questionForm(question, { heading, next, onChecked, onNext }) {
  const rows = question.options.map((option, index) => optionRow(question, option.id, index));
  const verdict = el("p", { class: "verdict", role: "status" });
  const reason = el("div", { class: "reason", id: "giai-thich" });
  const check = el("button", { type: "submit", class: "button" }, "Kiểm tra");
  const actions = el("p", { class: "actions" }, check);
  const form = el(
    "form",
    { novalidate: true, "aria-labelledby": heading.id },
    el(
      "fieldset",
      { class: "choices" },
      el("legend", {}, question.stem, el("span", { class: "hint" }, hint(question))),
      ...rows,
    ),
    verdict,
    reason,
    actions,
  );

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = new FormData(form).getAll("choice").map(String);
    if (chosen.length === 0) {
      verdict.className = "verdict missing";
      verdict.textContent = "Bạn chưa chọn phương án nào. Hãy chọn rồi bấm Kiểm tra.";
      return;
    }
    const right = isRight(question, chosen);
    rows.forEach((row, index) => mark(row, question, chosen, index));
    verdict.className = right ? "verdict right" : "verdict wrong";
    verdict.replaceChildren(icon(right ? "check" : "x"), verdictWords(question, right));
    reason.replaceChildren(el("p", {}, question.explanation), sourceLine(question.source));
    const onward = button(next, onNext);
    onward.setAttribute("aria-describedby", reason.id);
    actions.replaceChildren(onward);
    onward.focus();
    onChecked(right);
  });
  return form;
}

/**
 * @param {Question} question
 * @param {string} id
 * @param {number} index
 */
function optionRow(question, id, index) {
  const type = question.type === "multiple" ? "checkbox" : "radio";
  const input = el("input", { type, name: "choice", value: id });
  const letter = el("span", { class: "letter", "aria-hidden": "true" }, LETTERS[index] ?? "");
  const text = el("span", { class: "text" }, question.options[index]?.text ?? "");
  return el("label", { class: "choice" }, input, question.type === "true_false" ? null : letter, text);
}

/**
 * Lock a row and say in words and shape what it was.
 *
 * @param {HTMLLabelElement} row
 * @param {Question} question
 * @param {string[]} chosen
 * @param {number} index
 */
function mark(row, question, chosen, index) {
  const id = question.options[index]?.id ?? "";
  const right = question.right.includes(id);
  const mine = chosen.includes(id);
  row.querySelector("input")?.setAttribute("disabled", "");
  if (right) row.classList.add("right");
  else if (mine) row.classList.add("wrong");
  const said = right ? (mine ? "Bạn chọn, đúng" : "Phương án đúng") : mine ? "Bạn chọn, chưa đúng" : "";
  if (said) row.append(el("span", { class: "tag" }, icon(right ? "check" : "x"), said));
}

/** @param {Question} question */
function hint(question) {
  return question.type === "multiple" ? "Chọn tất cả các phương án đúng." : "Chọn một phương án.";
}

/**
 * @param {Question} question
 * @param {boolean} right
 */
function verdictWords(question, right) {
  if (right) return "Đúng.";
  const names = question.options
    .map((option, index) => ({ ...option, letter: LETTERS[index] ?? "" }))
    .filter((option) => question.right.includes(option.id))
    .map((option) => (question.type === "true_false" ? option.text : option.letter));
  return `Chưa đúng. Đáp án: ${names.join(", ")}.`;
}

/** @param {Source} source */
function sourceLine(source) {
  const words = [source.article, source.document].filter(Boolean).join(", ");
  const link = el(
    "a",
    { href: source.url, target: "_blank", rel: "noopener noreferrer" },
    `${words} (mở trong thẻ mới) `,
    icon("external-link"),
  );
  return el("p", { class: "source" }, "Nguồn: ", link);
}
