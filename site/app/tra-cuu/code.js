/** Candidate codes as people type them. A code is ten digits and capitals without I, L, O, U. */

const LOOKS = /^[0-9A-HJKMNP-TV-Z]{10}$/;

/**
 * "7k3mq 9tzob" → "7K3MQ-9TZ0B": what looks alike means the digit. Null for what can't be a code.
 *
 * @param {string} typed
 * @returns {string | null}
 */
export function readCode(typed) {
  const plain = typed.normalize("NFKC").toUpperCase().replace(/[\s\p{Pd}.]/gu, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  return LOOKS.test(plain) ? `${plain.slice(0, 5)}-${plain.slice(5)}` : null;
}
