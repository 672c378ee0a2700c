/** What the search says. @import { Answer } from "./engine.js" */

/** "12 kết quả cho «một cửa»", in words that tell what was looked for instead. @param {Answer} answer @param {string} query */
export function said({ count, care }, query) {
  if (!count) return `Không tìm thấy «${query}».`;
  const results = `${count.toLocaleString("vi-VN")} kết quả`;
  if (care === "similar") return `Không có «${query}» đúng như đã gõ. ${results} gần giống:`;
  if (care === "some") return `Không có phần nào chứa mọi từ của «${query}». ${results} chứa nhiều từ nhất:`;
  return `${results} cho «${query}»`;
}
