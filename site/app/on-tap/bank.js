/**
 * The public practice questions, and whether an answer is right. No page in here.
 *
 * @typedef {{id: string, name: string}} Topic
 * @typedef {{id: string, text: string}} Option
 * @typedef {{document: string, article: string | null, url: string}} Source
 * @typedef {object} Question
 * @property {string} id
 * @property {string} topic
 * @property {"single" | "multiple" | "true_false"} type
 * @property {string} stem
 * @property {Option[]} options
 * @property {string[]} right Ids of the right options.
 * @property {string} explanation
 * @property {Source} source
 *
 * @typedef {{topics: Topic[], questions: Question[]}} Bank
 */

/**
 * Fetch the questions. They are a public file of the site; nothing is ever sent back.
 *
 * @param {string} address
 * @returns {Promise<Bank>}
 */
export async function fetchBank(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

/**
 * Topics that have questions, in the order of the syllabus.
 *
 * @param {Bank} bank
 * @returns {Topic[]}
 */
export function topicsInUse(bank) {
  return bank.topics.filter((topic) => questionsOn(bank, topic.id).length > 0);
}

/**
 * @param {Bank} bank
 * @param {string} topic
 * @returns {Question[]}
 */
export function questionsOn(bank, topic) {
  return bank.questions.filter((question) => question.topic === topic);
}

/**
 * Right means exactly the right options, as in the exam.
 *
 * @param {Question} question
 * @param {string[]} chosen
 * @returns {boolean}
 */
export function isRight(question, chosen) {
  const right = new Set(question.right);
  return chosen.length === right.size && chosen.every((id) => right.has(id));
}

/**
 * A shuffled copy (Fisher and Yates).
 *
 * @template T
 * @param {T[]} items
 * @returns {T[]}
 */
export function shuffled(items) {
  const copy = [...items];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [copy[last], copy[other]] = [/** @type {T} */ (copy[other]), /** @type {T} */ (copy[last])];
  }
  return copy;
}
