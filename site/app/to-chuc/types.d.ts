/** Shapes that travel between the console and the organizers' API. Never loaded by a browser. */

import type { Problem } from "./api.js";

export type Role = "secretariat" | "drafter" | "agency" | "auditor";
export type Level = "province" | "district" | "commune" | "other";

export interface FieldError {
  field: string;
  code?: string;
  detail: string;
}

/** What /contest.json holds that the console uses. */
export interface Contest {
  contest: { id: string; name: string; short_name: string; year: number };
  rounds: { id: string; kind: "rehearsal" | "official"; title: string; opens_at: string; closes_at: string; duration_s: number; attempts: number }[];
  agencies: Agency[];
  groups: { id: string; name: string; levels: string[] }[];
  topics?: { id: string; name: string }[];
}

export interface Agency {
  id: string;
  name: string;
  level: Level;
  parent: string | null;
}

/** What /status.json holds that the console uses: the times as last moved. */
export interface Status {
  notice: string | null;
  rounds: { id: string; opens_at: string; closes_at: string }[];
}

export interface Me {
  username: string;
  role: Role;
  agency: string | null;
  totp: boolean;
  now: string;
  expires_at: string;
  title: string;
}

export interface Challenge {
  challenge: "new_password" | "totp";
  session: string;
  username: string;
}

export type Phase = "planned" | "open" | "grace" | "closed" | "ranked" | "published" | "corrected";

export interface RoundFigures {
  id: string;
  title: string;
  kind: "rehearsal" | "official";
  phase: Phase;
  opens_at: string;
  closes_at: string;
  adjusted: boolean;
  inside: number;
  handed_in: number;
  ran_out: number;
  lapsed: number;
  entrants: number;
  attempts: number;
}

export interface Beat {
  at: string;
  registered: number;
  started: number;
  handed_in: number;
}

export interface Overview {
  as_of: string;
  notice: string | null;
  published: { round: string; edition: string }[];
  rounds: RoundFigures[];
  totals: Record<
    | "registered"
    | "took_part"
    | "attempts"
    | "nominated"
    | "nominated_done"
    | "flagged"
    | "mismatched"
    | "disqualified"
    | "excluded",
    number
  >;
  by_hour: Beat[];
  by_day: Beat[];
  readiness: { id: string; ok: boolean; title: string; todo: string | null }[];
}

export interface Line {
  group: string;
  clause: string;
  percent: number | null;
  people: number | null;
  headcount: number | null;
  excluded: number;
  owed: number | null;
  done: number;
  missing: number | null;
  rate: number | null;
  met: boolean | null;
}

export interface Figures extends Agency {
  participants: number;
  headcount: number | null;
  /** A share from 0 to 1. */
  rate: number | null;
  owed: number | null;
  missing: number | null;
  met: boolean | null;
  registered: number;
  nominated: number;
  nominated_done: number;
  flagged: number;
  mismatched: number;
  lines: Line[];
}

export interface LevelFigures {
  level: Level;
  agencies: number;
  met: number;
  unknown: number;
  owed: number;
  missing: number;
  participants: number;
  headcount: number;
  rate: number | null;
}

export interface Quotas {
  as_of: string;
  headcounts: { at: string; source: string };
  levels: LevelFigures[];
  agencies: Figures[];
}

export interface Post {
  agency: string | null;
  group: string;
}

export interface AgencyPage {
  as_of: string;
  figures: Figures;
  trend: { day: string; participants: number }[];
  people_missing: { name: string; group: string; position: string | null; state: string }[];
  mismatches: { code: string; name: string; declared: Post; nominated: Post }[];
  criteria: { id: string; met: boolean | null; value: number | null }[];
}

export interface EntrySummary {
  state: string;
  attempts: number;
  score: number | null;
  max_score: number | null;
}

export interface Row {
  code: string | null;
  key: string;
  name: string;
  agency: string | null;
  group: string;
  nominated: Post | null;
  registered_at: string | null;
  rounds: Record<string, EntrySummary>;
  took_part_at: string | null;
  flags: string[];
}

export interface Rows {
  as_of: string;
  total: number;
  page: number;
  pages: number;
  rows: Row[];
}

export interface Attempt {
  attempt: number;
  state: string;
  started_at: string;
  deadline: string;
  submitted_at: string | null;
  duration_s: number | null;
  score: number | null;
  max_score: number | null;
  correct: number | null;
  total: number | null;
  device: string | null;
}

export interface Story {
  /** Null for whoever is nominated and has not registered. */
  code: string | null;
  name: string | null;
  birth_date: string | null;
  phone: string | null;
  email: string | null;
  position: string | null;
  commune: string | null;
  registered_at: string;
  erased: boolean;
  posts: { at: string; agency: string | null; group: string; by: string | null; reason: string | null }[];
  nominations: { at: string; agency: string | null; group: string | null }[];
  exclusions: { at: string; stands: boolean; reason: string }[];
  rulings: { at: string; stands: boolean; by: string; reason: string }[];
  rounds: { round: string; attempts: Attempt[]; late: { attempt: number; at: string }[] }[];
  flags: string[];
}

export interface Signal {
  kind: "same_second" | "fast" | "shared_device";
  round: string;
  at: string;
  detail: string;
  people: { code: string; name: string; agency: string | null; value: string | number | null }[];
}

export interface Signals {
  as_of: string;
  rules: Record<string, number>;
  signals: Signal[];
}

export interface AuditEntry {
  n: number;
  at: string;
  actor: string;
  role: string;
  action: string;
  target: string | null;
  reason: string | null;
  detail: string | null;
  hash: string;
}

export interface Trail {
  entries: AuditEntry[];
  next: number | null;
  refused: { minute: string; code: string; count: number }[];
  intact: boolean;
}

export type ImportKind = "roster" | "headcounts" | "exclusions";

export interface ImportPreview {
  id: string;
  kind: ImportKind;
  file_name: string;
  lines: number;
  new: number;
  changed: number;
  unchanged: number;
  refused: number;
  problems: { line: number; column: string | null; message: string }[];
  /** Lines that are taken, but that a person should look at. */
  notes: { line: number; column: string | null; message: string }[];
  preview: { line: number; action: "new" | "changed" | "unchanged"; cells: string[] }[];
  headers: string[];
}

export interface PastImport {
  id: string;
  kind: ImportKind;
  file_name: string;
  at: string;
  by: string;
  state: string;
  new: number;
  changed: number;
  unchanged: number;
  refused: number;
}

export interface Job {
  id: string;
  kind: string;
  state: "waiting" | "running" | "done" | "failed";
  done: number;
  total: number;
  words: string;
  result: Record<string, any> | null;
}

export interface ResultRound {
  id: string;
  title: string;
  kind: "rehearsal" | "official";
  phase: Phase;
  opens_at: string;
  closes_at: string;
  /** People inside an attempt; attempts not graded yet; sheets that came after the deadline. */
  inside: number;
  pending: number;
  late: number;
  /** Whether it can be ranked now, and what has to happen before. */
  ready: boolean;
  todo: string | null;
}

export interface Correction {
  question: string;
  action: "void" | "accept" | "key";
  /** Indexes into the question's options. */
  options: number[];
  reason: string;
}

export interface RankedRow {
  rank: number;
  code: string;
  name: string | null;
  agency: string | null;
  agency_name: string | null;
  group: string | null;
  values: Record<string, number | string | null>;
  decided: string;
  prize: string | null;
}

export interface RankedTable {
  id: string;
  title: string;
  entrants: number;
  /** Winners and some more. */
  rows: RankedRow[];
}

export interface Candidate {
  place: number | null;
  agency: string;
  name: string;
  criteria: { criterion: string; met: boolean | null; value: number | null }[];
  decided: string;
  prize: string | null;
}

export interface CollectiveTable {
  id: string;
  title: string;
  candidates: Candidate[];
}

/** How a question of a round did. */
export interface Item {
  question: string;
  topic: string;
  type?: "single" | "multiple";
  stem: string;
  options: string[];
  /** Indexes into `options`. */
  right: number[];
  round: string;
  seen: number;
  right_count: number;
  difficulty: number | null;
  discrimination: number | null;
  /** How many chose each option. */
  chosen: number[];
  blank: number;
  suspect: string | null;
}

export interface Changed<T> {
  before: T | null;
  after: T | null;
}

export interface Changes {
  moved: number;
  /** The best of those who moved. */
  ranks: (Changed<number> & { ranking: string; code: string; name?: string | null })[];
  prizes: (Changed<string> & { ranking: string; code: string; name: string | null })[];
  collective: (Changed<string> & { award: string; agency: string; name: string })[];
}

export type DraftState = "waiting" | "running" | "ready" | "failed" | "publishing" | "published" | "withdrawn";

export interface ResultDraft {
  id: string;
  state: DraftState;
  words: string;
  /** The job that tells how far it is. */
  job?: string;
  by: string;
  at: string;
  as_of: string;
  reason: string;
  lot: string | null;
  corrections: Correction[];
  digest: string | null;
  number: number;
  may_approve: boolean;
  rankings: RankedTable[];
  collective: CollectiveTable[];
  items: Item[];
  changes: Changes | null;
  warnings: string[];
}

export interface PublishedResult {
  number: number;
  at: string;
  reason: string;
  rounds: string[];
  manifest: string;
  corrections: Correction[];
  /** The lot it was ranked by; no later result may have another one. */
  lot?: string | null;
}

export interface Commitment {
  number: number;
  kind: "open" | "close";
  round: string;
  at: string;
  digest: string;
}

export interface Results {
  rounds: ResultRound[];
  lot: { source: string; drawn_on: string; needed: boolean } | null;
  published: PublishedResult[];
  draft: ResultDraft | null;
  commitments: Commitment[];
}

export interface Rebuilds {
  configured: boolean;
  kind: "github" | "gitlab" | "local" | "none";
  /** Why the forge could not be asked. */
  problem?: string | null;
  runs: { id: string; state: "queued" | "running" | "done" | "failed"; at: string; by: string; url: string | null; words: string }[];
  built: { result: number | null; at: string } | null;
  stale: boolean;
}

/** What `/ho-so/<n>/ket-qua.json` holds that certificates are made of. */
export interface ResultFile {
  number: number;
  at: string;
  individual: { ranking: string; title: string; winners: { rank: number; code: string; name: string; agency_name: string | null; prize: string }[] }[];
  collective: { award: string; title: string; candidates: { agency: string; name: string; prize: string | null }[] }[];
}

/** What the console knows at this moment. */
export interface State {
  contest: Contest;
  status: Status | null;
  me: Me | null;
  /** Nothing is known yet, nothing could be had, or the console is at work. */
  stage: "loading" | "fatal" | "ready";
  /** Why the console could not be opened. */
  problem: Problem | null;
  /** The session ran out while somebody was at work: what they see stays, a dialog asks to sign in. */
  expired: boolean;
  /** The last thing said to a screen reader. */
  said: string;
}
