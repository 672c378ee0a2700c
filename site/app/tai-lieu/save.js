/** Files made here and saved there: nothing is sent anywhere. */

import { button, el } from "../shared/dom.js";

/** Long enough for a slow phone to have taken the file. */
const KEPT_MS = 60_000;

/** @param {string} name @param {Blob} blob */
function save(name, blob) {
  const href = URL.createObjectURL(blob);
  el("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), KEPT_MS);
}

/**
 * A button that saves a file, and a line that says so.
 *
 * @param {string} words
 * @param {string} name
 * @param {() => Blob | Promise<Blob>} make
 * @param {string} [look]
 */
export function saver(words, name, make, look = "button second") {
  const said = el("span", { class: "said", role: "status" });
  const press = async () => {
    said.textContent = "Đang tạo tệp…";
    try {
      save(name, await make());
      said.textContent = "Đã tải xuống.";
    } catch {
      said.textContent = "Chưa tạo được tệp. Vui lòng thử lại, hoặc dùng trình duyệt khác.";
    }
  };
  return el("span", { class: "does" }, button(words, () => void press(), look), said);
}

/**
 * A text that can be changed, and a button that copies it as it then is.
 *
 * @param {string} id
 * @param {string} title
 * @param {string} text
 */
export function copier(id, title, text) {
  const area = el("textarea", { id, class: "field", rows: String(rowsOf(text)), spellcheck: "false" }, text);
  const said = el("span", { class: "said", role: "status" });
  const press = async () => {
    try {
      await navigator.clipboard.writeText(area.value);
      said.textContent = "Đã sao chép.";
    } catch {
      area.select();
      said.textContent = "Nội dung đã được chọn sẵn. Vui lòng bấm Ctrl+C, hoặc nhấn giữ rồi chọn «Sao chép».";
    }
  };
  const does = el("p", { class: "actions" }, el("span", { class: "does" }, button(`Sao chép ${title.toLowerCase()}`, () => void press()), said));
  return el("div", { class: "text" }, el("label", { for: id }, title), area, does);
}

/** A line holds about so many letters; browsers that can fit the field to its text. */
const LETTERS = 52;

/** @param {string} text */
const rowsOf = (text) => text.split("\n").reduce((rows, line) => rows + Math.max(1, Math.ceil(line.length / LETTERS)), 1);
