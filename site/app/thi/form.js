/** What the two forms ask, what counts as answered, and what is sent. No drawing here. */

/** @import { Agency, Contest, FieldError } from "./types.d.ts" */
/** @import { Draft } from "./draft.js" */

import { words } from "./words.js";

/**
 * @typedef {object} Field
 * @property {string} name as the API calls it
 * @property {"text" | "select"} kind
 * @property {boolean} [optional]
 * @property {[value: string, label: string][]} [options]
 * @property {Record<string, string | number>} [attributes]
 * @property {(value: string) => string | null} [read] what is sent; null when it can't be right
 */

/** Twelve digits, however they are grouped. @param {string} value */
function twelveDigits(value) {
  const digits = value.replace(/\D/g, "");
  return digits.length === 12 ? digits : null;
}

/**
 * "5/9/1990", "05-09-1990" or "05091990" as "1990-09-05"; null for a day that never was.
 * @param {string} text
 */
export function isoDate(text) {
  const parts = text.trim().match(/^(\d{1,2})\D+(\d{1,2})\D+(\d{4})$/) ?? text.trim().match(/^(\d\d)(\d\d)(\d{4})$/);
  if (!parts) return null;
  const iso = `${parts[3]}-${parts[2].padStart(2, "0")}-${parts[1].padStart(2, "0")}`;
  const day = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso) ? iso : null;
}

/** @type {Field} */
const birthDate = {
  name: "birth_date",
  kind: "text",
  attributes: { inputmode: "numeric", autocomplete: "bday", maxlength: 10, size: 12 },
  read: isoDate,
};

/** @type {Field} */
const nationalId = {
  name: "national_id",
  kind: "text",
  attributes: { inputmode: "numeric", autocomplete: "off", maxlength: 15, size: 16 },
  read: twelveDigits,
};

/** @type {Field} */
const phone = {
  name: "phone",
  kind: "text",
  attributes: { type: "tel", inputmode: "tel", autocomplete: "tel-national", maxlength: 16, size: 16 },
  read: (value) => (/^\+?\d{9,13}$/.test(value.replace(/[\s.()-]/g, "")) ? value : null),
};

/** @param {string} name @param {Record<string, string | number>} attributes @returns {Field} */
const text = (name, attributes = {}) => ({ name, kind: "text", attributes: { maxlength: 120, ...attributes } });

/** @param {string} name @param {[string, string][]} options @returns {Field} */
const select = (name, options) => ({ name, kind: "select", options });

/** Present as the contest wants it: asked, offered, or not at all.
 *  @param {Contest} contest @param {Field} field @param {boolean} [offered] @returns {Field[]} */
function ifUsed(contest, field, offered = true) {
  const use = contest.entry.fields[/** @type {"phone"} */ (field.name)];
  if (use === "required") return [field];
  return use === "optional" && offered ? [{ ...field, optional: true }] : [];
}

/** @param {Contest} contest */
export const signInFields = (contest) => [nationalId, birthDate, ...ifUsed(contest, phone)];

/** Who someone is. @param {Contest} contest @returns {Field[]} */
export function personFields(contest) {
  const sexes = /** @type {[string, string][]} */ (Object.entries(words.fields.sex.choices));
  return [
    text("full_name", { autocomplete: "name", maxlength: 80 }),
    birthDate,
    nationalId,
    ...ifUsed(contest, phone),
    ...ifUsed(contest, select("sex", sexes)),
    ...ifUsed(contest, text("email", { type: "email", autocomplete: "email" })),
  ];
}

/** @param {Agency[]} agencies @returns {[string, string][]} */
const named = (agencies) => agencies.map((agency) => [agency.id, agency.name]);

/** From level over district to agency: each choice narrows the next.
 *  @param {Contest} contest @param {Draft} draft @returns {Field[]} */
function agencyFields({ agencies }, draft) {
  const level = agencies.filter((agency) => agency.level === draft.level);
  if (!level.length) return [];
  const parents = agencies.filter((agency) => draft.level === "commune" && level.some((a) => a.parent === agency.id));
  if (!parents.length) return [select("agency", named(level))];
  const near = level.filter((agency) => agency.parent === draft.district);
  return [select("district", named(parents)), ...(near.length ? [select("agency", named(near))] : [])];
}

/** Where a citizen lives, if the contest asks: the district is only a step towards the commune.
 *  @param {Contest} contest @param {Draft} draft @returns {Field[]} */
function homeFields(contest, draft) {
  const districts = contest.agencies.filter((agency) => agency.level === "district");
  const near = contest.agencies.filter((agency) => agency.level === "commune" && agency.parent === draft.home);
  const [commune] = ifUsed(contest, select("commune", named(near)), draft.level === "citizen");
  if (!commune) return [];
  return [{ ...commune, name: "home", options: named(districts) }, ...(near.length ? [commune] : [])];
}

/** The groups open to someone of this level; a citizen's groups have no level.
 *  @param {Contest} contest @param {string} level */
export const groupsOf = ({ groups }, level) =>
  groups.filter((group) => (level === "citizen" ? !group.levels.length : group.levels.includes(level)));

/** Where someone belongs. @param {Contest} contest @param {Draft} draft @returns {Field[]} */
export function placeFields(contest, draft) {
  const levels = /** @type {[string, string][]} */ (Object.entries(words.fields.level.choices));
  const open = levels.filter(([level]) => groupsOf(contest, level).length);
  const groups = groupsOf(contest, draft.level).map((group) => /** @type {[string, string]} */ ([group.id, group.name]));
  return [
    select("level", open),
    ...agencyFields(contest, draft),
    ...(groups.length > 1 ? [select("group", groups)] : []),
    ...ifUsed(contest, text("position"), draft.level !== "citizen"),
    ...homeFields(contest, draft),
    ...(contest.entry.mode === "access_code" ? [text("access_code", { autocomplete: "off" })] : []),
  ];
}

/** Where a link for an agency (`?co-quan=`) leads to, unless a place was chosen before.
 *  @param {Contest} contest @param {Draft} draft @returns {Draft} */
export function linked(contest, draft) {
  const asked = new URLSearchParams(location.search).get("co-quan");
  const found = contest.agencies.find(({ id, level }) => id === asked && groupsOf(contest, level).length);
  return draft.level || !found ? draft : { ...draft, level: found.level, district: found.parent ?? "", agency: found.id };
}

/** A wider choice changed: what hung on it is chosen anew.
 *  @param {Draft} draft @param {string} name @param {string} value @returns {Draft} */
export function fill(draft, name, value) {
  const after = { level: ["district", "agency", "group"], district: ["agency"], home: ["commune"] }[name] ?? [];
  const cleared = Object.fromEntries(after.map((later) => [later, ""]));
  return { ...draft, ...cleared, [name]: value };
}

/** @param {Field} field @param {string} value @returns {FieldError | null} */
function wrong(field, value) {
  const { label } = words.fields[/** @type {keyof typeof words.fields} */ (field.name)];
  if (!value && field.optional) return null;
  const blank = field.kind === "select" ? words.invalid.unpicked(label) : words.invalid.missing(label);
  if (!value) return { field: field.name, detail: blank };
  if (!field.read || field.read(value) !== null) return null;
  return { field: field.name, detail: words.invalid[/** @type {"phone"} */ (field.name)] };
}

/** Everything wrong at once, in the order of the form. @param {Field[]} fields @param {Draft} draft */
export const mistakes = (fields, draft) =>
  fields.flatMap((field) => wrong(field, (draft[field.name] ?? "").trim()) ?? []);

/** What the API is told: read values, null for what was left blank.
 *  @param {Field[]} fields @param {Draft} draft @returns {Record<string, string | null>} */
export const readAll = (fields, draft) =>
  Object.fromEntries(fields.map(({ name, read }) => [name, readOne((draft[name] ?? "").trim(), read)]));

/** @param {string} value @param {Field["read"]} read */
const readOne = (value, read) => (value ? (read ? read(value) : value) : null);

/** The registration as the API wants it: level, district and home were only steps towards a place.
 *  @param {Contest} contest @param {Field[]} fields @param {Draft} draft */
export function registration(contest, fields, draft) {
  const { level, district, home, ...read } = readAll(fields, draft);
  const [only] = groupsOf(contest, draft.level);
  return { agency: null, commune: null, group: only?.id, ...read, consent: true };
}
