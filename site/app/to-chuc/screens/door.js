/** Signing in: by name and password, with a challenge more where there is one, or by a focal point's link. */

/** @import { Challenge, Me } from "../types.d.ts" */

import { answer, signIn } from "../api.js";
import { Entry } from "../field.js";
import { useAction } from "../load.js";
import { Button, Page, Note, Trouble } from "../parts.js";
import { settle } from "../router.js";
import { asksMore, enter, home } from "../session.js";
import { html, useEffect, useLayoutEffect, useState } from "../../shared/vendor/preact-htm.js";
import { words } from "../words.js";

export const SignIn = () => html`<${Page} title=${words.signIn.title}>
  <p>${words.signIn.intro}</p>
  <${SignInForm} entered=${enter} />
<//>`;

/** @param {{username?: string, entered: (me: Me) => void}} props */
export function SignInForm({ username = "", entered }) {
  const [challenge, setChallenge] = useState(/** @type {Challenge | null} */ (null));
  const next = (/** @type {Me | Challenge} */ said) => (asksMore(said) ? setChallenge(said) : entered(said));
  if (challenge) return html`<${ChallengeForm} key=${challenge.challenge} challenge=${challenge} next=${next} restart=${() => setChallenge(null)} />`;
  return html`<${PasswordForm} username=${username} next=${next} />`;
}

/** @param {{username: string, next: (said: Me | Challenge) => void}} props */
function PasswordForm({ username, next }) {
  const [name, setName] = useState(username);
  const [password, setPassword] = useState("");
  const action = useAction();
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    void action.run(async () => next(await signIn({ username: name.trim(), password })));
  };
  return html`<form class="narrow" onSubmit=${submit}>
    <${Trouble} problem=${action.problem} />
    <${Entry} id="username" label=${words.signIn.username} value=${name} fill=${setName}
      more=${{ autocomplete: "username", autocapitalize: "none", required: true }} />
    <${Entry} id="password" label=${words.signIn.password} value=${password} fill=${setPassword}
      more=${{ type: "password", autocomplete: "current-password", required: true }} />
    <div class="actions"><${Button} kind="main" submit off=${action.busy}>${action.busy ? words.working : words.signIn.send}<//></div>
  </form>`;
}

const CHALLENGES = {
  new_password: {
    label: words.signIn.newPassword,
    hint: words.signIn.newPasswordHint,
    send: words.signIn.setPassword,
    more: { type: "password", autocomplete: "new-password", required: true, minlength: 12 },
  },
  totp: {
    label: words.signIn.code,
    hint: words.signIn.codeHint,
    send: words.signIn.sendCode,
    more: { inputmode: "numeric", autocomplete: "one-time-code", required: true, maxlength: 6, size: 8 },
  },
};

/** @param {{challenge: Challenge, next: (said: Me | Challenge) => void, restart: () => void}} props */
function ChallengeForm({ challenge, next, restart }) {
  const { label, hint, send, more } = CHALLENGES[challenge.challenge];
  const [value, fill] = useState("");
  const action = useAction();
  useLayoutEffect(() => document.getElementById("answer")?.focus(), []);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    void action.run(async () => next(await answer(challenge, value.trim())));
  };
  return html`<form class="narrow" onSubmit=${submit}>
    <${Trouble} problem=${action.problem} />
    <${Entry} id="answer" label=${label} hint=${hint} value=${value} fill=${fill} more=${more} />
    <div class="actions">
      <${Button} kind="main" submit off=${action.busy}>${action.busy ? words.working : send}<//>
      <${Button} does=${restart}>${words.signIn.restart}<//>
    </div>
  </form>`;
}

/** The link is taken out of the address once it has been used. @param {{token: string}} props */
export function EnterByLink({ token }) {
  const action = useAction();
  const go = () =>
    action.run(async () => {
      const me = await signIn({ link: token });
      if (asksMore(me)) return;
      settle(home(me));
      enter(me);
    });
  useEffect(() => void go(), []);
  return html`<${Page} title=${words.signIn.link}>
    ${action.busy && html`<p role="status">${words.signIn.linkText}</p>`}
    <${Trouble} problem=${action.problem} retry=${action.problem?.status === 0 ? () => void go() : undefined} />
    ${action.problem && action.problem.status > 0 && html`<${Note}>${words.signIn.linkFailed}<//>`}
  <//>`;
}
