/** The door: welcome, registering, signing in again, signing out. */

/** @import { FieldError } from "../types.d.ts" */
/** @import { Draft } from "../draft.js" */
/** @import { Field } from "../form.js" */

import { keepDraft, recallDraft } from "../draft.js";
import { Entries, Mistakes, Tick, errorOf } from "../field.js";
import { fill, linked, mistakes, personFields, placeFields, readAll, registration, signInFields } from "../form.js";
import { register, signIn, signOut, toLobby } from "../journey.js";
import { Button, Facts, Note, Page, Time } from "../parts.js";
import { go, room } from "../room.js";
import { html, useState } from "../../shared/vendor/preact-htm.js";
import { words } from "../words.js";

export const Welcome = () => html`<${Page} title=${room.contest.contest.name}>
  <ul class="doors">
    <li>
      <${Button} kind="main" does=${() => go("register")}>${words.welcome.register}<//>
      <p>${words.welcome.registerHint}</p>
    </li>
    <li>
      <${Button} does=${() => go("signIn")}>${words.welcome.signIn}<//>
      <p>${words.welcome.signInHint}</p>
    </li>
  </ul>
  <h2>${words.welcome.rounds}</h2>
  <ul class="calendar">
    ${room.contest.rounds.map(
      (round) => html`<li>
        <h3>${round.title}</h3>
        <${Facts} rows=${[
          [words.lobby.opens, html`<${Time} at=${round.opens_at} />`],
          [words.lobby.closes, html`<${Time} at=${round.closes_at} />`],
        ]} />
      </li>`,
    )}
  </ul>
<//>`;

/**
 * The state of one form: what is typed, and what was wrong at the last try, here or according to the server.
 * A field touched since then is given the benefit of the doubt.
 * @param {Draft | (() => Draft)} initial @param {(draft: Draft) => void} [note] hears of every change
 */
function useForm(initial, note = () => {}) {
  const [draft, setDraft] = useState(initial);
  const [mine, setMine] = useState(/** @type {FieldError[]} */ ([]));
  const [touched, setTouched] = useState(/** @type {string[]} */ ([]));
  const all = mine.length ? mine : room.problem?.errors ?? [];
  const errors = all.filter((error) => !touched.includes(error.field));
  const set = (/** @type {string} */ name, /** @type {string} */ value) => {
    const next = fill(draft, name, value);
    note(next);
    setDraft(next);
    setTouched([...touched, name]);
  };
  const submit = (/** @type {FieldError[]} */ wrong, /** @type {() => void} */ send) => (/** @type {Event} */ event) => {
    event.preventDefault();
    setTouched([]);
    setMine(wrong);
    if (!wrong.length) send();
  };
  return { draft, set, errors, submit, tries: [mine, room.problem] };
}

export function Register() {
  const { contest } = room;
  const { draft, set, errors, submit, tries } = useForm(() => linked(contest, recallDraft()), keepDraft);
  const [person, place] = [personFields(contest), placeFields(contest, draft)];
  const fields = [...person, ...place];
  const send = () => void register(registration(contest, fields, draft));
  return html`<${Page} title=${words.register.title}>
    <p>${words.register.intro}</p>
    ${contest.entry.mode === "roster" && html`<${Note}>${words.register.roster}<//>`}
    <${Already} />
    <${Mistakes} errors=${errors} tries=${tries} />
    <form novalidate onSubmit=${submit(registerMistakes(fields, draft), send)}>
      <h2>${words.register.who}</h2>
      <${Entries} fields=${person} draft=${draft} errors=${errors} fill=${set} />
      <h2>${words.register.where}</h2>
      <${Entries} fields=${place} draft=${draft} errors=${errors} fill=${set} />
      <${Consent} draft=${draft} errors=${errors} fill=${set} />
      <${Send} word=${words.register.send} />
    </form>
    <${Button} kind="quiet" icon="previous" does=${() => go("welcome")}>${words.back}<//>
  <//>`;
}

/** @param {Field[]} fields @param {Draft} draft */
const registerMistakes = (fields, draft) => [
  ...mistakes(fields, draft),
  ...(draft.consent ? [] : [{ field: "consent", detail: words.invalid.consent }]),
];

/** Whoever is registered already needs the other door. */
const Already = () =>
  room.problem?.code === "already_registered" &&
  html`<p><${Button} does=${() => go("signIn")}>${words.register.already}<//></p>`;

/** @param {{draft: Draft, errors: FieldError[], fill: (name: string, value: string) => void}} props */
function Consent({ draft, errors, fill }) {
  const { consent, privacy_url } = room.contest.entry;
  return html`<h2>${words.register.consent}</h2>
    <div class="paper-box">
      ${consent.map((paragraph) => html`<p>${paragraph}</p>`)}
      ${privacy_url && html`<p><a href=${privacy_url} target="_blank" rel="noopener">${words.register.privacy}</a></p>`}
    </div>
    <${Tick} name="consent" checked=${Boolean(draft.consent)} error=${errorOf(errors, "consent")}
      tick=${(/** @type {boolean} */ on) => fill("consent", on ? "yes" : "")}>${words.register.agree}<//>`;
}

/** @param {{word: string}} props */
const Send = ({ word }) =>
  html`<p class="actions"><${Button} kind="main" submit off=${room.busy}>${room.busy ? words.waiting : word}<//></p>`;

export function SignIn() {
  const { draft, set, errors, submit, tries } = useForm({});
  const fields = signInFields(room.contest);
  const send = () => void signIn(readAll(fields, draft));
  return html`<${Page} title=${words.signIn.title}>
    <p>${words.signIn.intro}</p>
    <${Mistakes} errors=${errors} tries=${tries} />
    <form novalidate onSubmit=${submit(mistakes(fields, draft), send)}>
      <${Entries} fields=${fields} draft=${draft} errors=${errors} fill=${set} />
      <${Send} word=${words.signIn.send} />
    </form>
    <${Button} kind="quiet" icon="previous" does=${() => go("welcome")}>${words.back}<//>
  <//>`;
}

export function SignOut() {
  const open = room.me?.rounds.some((round) => round.attempts.some((attempt) => attempt.state === "open"));
  return html`<${Page} title=${words.signOut.title}>
    ${open && html`<${Note} tone="amber">${words.signOut.unfinished}<//>`}
    <p>${words.signOut.text}</p>
    <p class="actions">
      <${Button} kind="main" does=${signOut}>${words.signOut.yes}<//>
      <${Button} does=${() => void toLobby()}>${words.signOut.no}<//>
    </p>
  <//>`;
}
