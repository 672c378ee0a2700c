/** Shapes that travel: the API, the public files, and what this device keeps. Never loaded by a browser. */

import type { Problem } from "./api.js";
import type { ServerClock } from "./clock.js";
import type { Exam } from "./exam.js";

export type FieldUse = "required" | "optional" | "off";

export interface Round {
  id: string;
  kind: "rehearsal" | "official";
  title: string;
  opens_at: string;
  closes_at: string;
  duration_s: number;
  open_to: string[] | null;
  question_s: number | null;
  grace_s: number;
  questions: number;
  attempts: number;
  attempts_per_day: number | null;
  counted: "best" | "last" | "first";
  answer_all: boolean;
  answers_may_change: boolean;
  prediction: { question: string } | null;
}

export interface Agency {
  id: string;
  name: string;
  level: "province" | "district" | "commune" | "other";
  parent: string | null;
}

export interface Contest {
  contest: { id: string; name: string; short_name: string; year: number; timezone: string };
  entry: {
    minimum_age: number;
    mode: "open" | "roster" | "access_code";
    fields: Record<"phone" | "commune" | "email" | "position" | "sex", FieldUse>;
    consent: string[];
    privacy_url: string;
  };
  rounds: Round[];
  agencies: Agency[];
  groups: { id: string; name: string; levels: string[] }[];
  topics: { id: string; name: string }[];
}

export interface Status {
  generated_at: string;
  notice: string | null;
  /** `adjusted_at`: when organizers last moved the round or added minutes, if they have. */
  rounds: { id: string; state: string; opens_at: string; closes_at: string; adjusted_at?: string | null }[];
}

export interface Session {
  candidate_code: string;
  session: string;
  expires_at: string;
}

export interface PastAttempt {
  attempt: number;
  state: "open" | "submitted" | "ran_out" | "lapsed";
  started_at: string;
  deadline: string;
  submitted_at: string | null;
  score: number | null;
  max_score: number | null;
  correct: number | null;
  total: number | null;
  duration_s: number | null;
  counts: boolean;
}

export interface MyRound {
  round: string;
  phase: "planned" | "open" | "grace" | "closed";
  opens_at: string;
  closes_at: string;
  limit_s: number | null;
  shortened: boolean;
  attempts_left: number;
  attempts: PastAttempt[];
}

export interface Me {
  candidate_code: string;
  full_name: string;
  agency: string | null;
  group: string;
  now: string;
  rounds: MyRound[];
}

/** One list of chosen option ids per question, in the paper's order. */
export type Answers = string[][];

export interface Question {
  id: string;
  type: "single" | "multiple";
  topic: string;
  stem: string;
  options: { id: string; text: string }[];
}

export interface Paper {
  paper: string;
  edition: string;
  round: string;
  questions: Question[];
}

export interface PaperAddress {
  id: string;
  url: string;
  key: string;
}

export interface Started {
  token: string;
  attempt: number;
  paper: PaperAddress;
  started_at: string;
  deadline: string;
  remaining_s: number;
  answers: Answers | null;
  seq: number;
}

export interface Result {
  score: number | null;
  max_score: number;
  correct: number | null;
  total: number;
  duration_s: number;
  submitted_at: string;
  receipt: string;
  attempts_left: number;
  differs?: boolean;
}

/** A result kept on this device, with the attempt it belongs to. */
export interface KeptResult extends Result {
  round: string;
  attempt: number;
}

/** One attempt as this device holds it, from Start until the server has acknowledged the submission. */
export interface Sheet {
  code: string;
  round: string;
  attempt: number;
  token: string;
  paper: PaperAddress;
  answers: Answers;
  /** Grows with every change here; the server refuses a smaller one than it has. */
  seq: number;
  /** The seq of the last change of an answer. */
  changed: number;
  /** The greatest seq the server has acknowledged. */
  acked: number;
  flags: number[];
  locked: number[];
  at: number;
  /** With a time per question: the remaining seconds at which the question shown ends. */
  question_ends: number | null;
  prediction: string;
  /** Set once the contestant (or the clock) has handed the sheet in; it is frozen from then on. */
  handed_in: null | "asked" | "time" | "elsewhere";
}

export interface FieldError {
  field: string;
  code?: string;
  detail: string;
}

export type ScreenName =
  | "loading"
  | "fatal"
  | "welcome"
  | "register"
  | "signIn"
  | "signOut"
  | "lobby"
  | "before"
  | "question"
  | "review"
  | "confirm"
  | "receipt";

/** What the room knows at this moment. */
export interface Room {
  contest: Contest;
  device: string;
  clock: ServerClock;
  session: Session | null;
  me: Me | null;
  /** Receipts this device keeps for the person signed in, and the one being looked at. */
  results: KeptResult[];
  receipt: KeptResult | null;
  exam: Exam | null;
  screen: ScreenName;
  /** The round about to be started. */
  round: Round | null;
  /** Why the last thing asked for did not happen. */
  problem: Problem | null;
  /** A remark at the top of the screen. */
  remark: string;
  /** The organizers' announcement, from status.json. */
  notice: string;
  /** An answer of the server is being waited for. */
  busy: boolean;
}
