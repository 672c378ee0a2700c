"""The identity provider: a Cognito user pool, which keeps organizers, passwords and TOTP.

Every call is made by the function, none by a browser. On one machine the same calls go to the
embedded engine. What the pool must be stands in `infra/template.yaml`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, Protocol

import boto3
import jwt
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from contest.domain.organizer import Issuer

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp.client import CognitoIdentityProviderClient

_CONFIG = Config(connect_timeout=2, read_timeout=8, retries={"mode": "standard"})
_TOTP = "SOFTWARE_TOKEN_MFA"
_STEPS: Mapping[str, Literal["new_password", "totp"]] = {
    "NEW_PASSWORD_REQUIRED": "new_password",
    _TOTP: "totp",
}
_ANSWERS = {"new_password": "NEW_PASSWORD", "totp": "SOFTWARE_TOKEN_MFA_CODE"}


class Denied(StrEnum):
    """Why the provider says no."""

    SIGN_IN = "sign_in"
    CODE = "code"
    PASSWORD = "password"  # noqa: S105 - a word, no password
    EXPIRED = "expired"


class DeniedError(Exception):
    """The provider says no; what it said itself may hold what was typed and goes no further."""

    def __init__(self, why: Denied) -> None:
        super().__init__(why)
        self.why = why


class UnreachableError(BotoCoreError):
    """The pool's public keys cannot be fetched."""

    fmt = "identity provider's keys cannot be fetched"


@dataclass(frozen=True)
class Tokens:
    """What a signed-in person is given."""

    identity: str
    """The ID token: who it is."""
    access: str
    """The access token: for the person's own settings at the provider."""


@dataclass(frozen=True)
class Challenge:
    """One thing more that the provider wants, within some minutes."""

    step: Literal["new_password", "totp"]
    session: str
    username: str


class Keys(Protocol):
    """The public keys that vouch for ID tokens."""

    def key(self, token: str) -> Any | None:
        """The key that a token says it is signed by, None if the pool has no such key."""


class PublishedKeys:
    """The keys a pool publishes, fetched when needed and kept for some minutes.

    A key id that nobody knows makes them be fetched anew at most twice a minute.
    """

    def __init__(self, url: str) -> None:
        self._client = jwt.PyJWKClient(url, timeout=4)

    def key(self, token: str) -> Any | None:
        """The key that a token says it is signed by; raises UnreachableError."""
        try:
            return self._client.get_signing_key_from_jwt(token).key
        except jwt.exceptions.PyJWKClientConnectionError as error:
            raise UnreachableError from error
        except (jwt.PyJWTError, ValueError):
            return None


class IdentityProvider:
    """A user pool and the client that our functions are to it."""

    def __init__(
        self, client: "CognitoIdentityProviderClient", pool: str, app: str, keys: Keys
    ) -> None:
        region = pool.partition("_")[0]
        self.issuer = Issuer(f"https://cognito-idp.{region}.amazonaws.com/{pool}", app)
        self.keys = keys
        self._client = client
        self._pool = pool
        self._app = app

    @classmethod
    def connect(cls, environ: Mapping[str, str]) -> "IdentityProvider":
        """The pool that `USER_POOL` and `USER_POOL_CLIENT` name."""
        client = boto3.client("cognito-idp", config=_CONFIG)
        pool = environ["USER_POOL"]
        # Wherever the calls go, there the keys are: AWS, or the engine on this machine.
        keys = PublishedKeys(f"{client.meta.endpoint_url}/{pool}/.well-known/jwks.json")
        return cls(client, pool, environ["USER_POOL_CLIENT"], keys)

    def start(self, username: str, password: str) -> Tokens | Challenge:
        """Sign in; raises DeniedError with SIGN_IN, whether name or password is wrong."""
        with _denied(_SIGN_IN):
            answer = self._client.admin_initiate_auth(
                UserPoolId=self._pool,
                ClientId=self._app,
                AuthFlow="ADMIN_USER_PASSWORD_AUTH",
                AuthParameters={"USERNAME": username, "PASSWORD": password},
            )
        return _read(answer, username)

    def answer(self, challenge: Challenge, given: str) -> Tokens | Challenge:
        """Give a challenge what it wants; raises DeniedError."""
        name = next(name for name, step in _STEPS.items() if step == challenge.step)
        responses = {"USERNAME": challenge.username, _ANSWERS[challenge.step]: given}
        with _denied(_CHALLENGE):
            answer = self._client.admin_respond_to_auth_challenge(
                UserPoolId=self._pool,
                ClientId=self._app,
                ChallengeName=name,  # type: ignore[arg-type, unused-ignore]
                Session=challenge.session,
                ChallengeResponses=responses,
            )
        return _read(answer, challenge.username)

    def sign_out(self, username: str) -> None:
        """End all sessions of a person at the provider; one who is gone has none."""
        with _ignoring("UserNotFoundException"):
            self._client.admin_user_global_sign_out(UserPoolId=self._pool, Username=username)

    def has_totp(self, username: str) -> bool:
        """Whether a person signs in with a one-time code, too."""
        user = self._client.admin_get_user(UserPoolId=self._pool, Username=username)
        return _TOTP in user.get("UserMFASettingList", [])

    def new_totp_secret(self, access: str) -> str:
        """A secret for a person's authenticator app (RFC 6238), base32; raises DeniedError."""
        with _denied(_TOTP_SETUP):
            return self._client.associate_software_token(AccessToken=access)["SecretCode"]

    def turn_totp_on(self, access: str, code: str) -> None:
        """From now on ask for a one-time code; the app proves itself first. Raises DeniedError."""
        with _denied(_TOTP_SETUP):
            answer = self._client.verify_software_token(AccessToken=access, UserCode=code)
            if answer["Status"] != "SUCCESS":
                raise DeniedError(Denied.CODE)
            wanted: Any = {"Enabled": True, "PreferredMfa": True}
            self._client.set_user_mfa_preference(
                AccessToken=access, SoftwareTokenMfaSettings=wanted
            )


def _read(answer: Any, username: str) -> Tokens | Challenge:
    if result := answer.get("AuthenticationResult"):
        return Tokens(result["IdToken"], result["AccessToken"])
    step = _STEPS.get(answer.get("ChallengeName", ""))
    if step is None:
        raise DeniedError(Denied.SIGN_IN)
    # The name of one's own that the pool answers with is the one its challenge is bound to.
    name = answer.get("ChallengeParameters", {}).get("USER_ID_FOR_SRP", username)
    return Challenge(step, answer["Session"], name)


_SIGN_IN = {
    "NotAuthorizedException": Denied.SIGN_IN,
    "UserNotFoundException": Denied.SIGN_IN,
    "UserNotConfirmedException": Denied.SIGN_IN,
    "PasswordResetRequiredException": Denied.SIGN_IN,
    "InvalidParameterException": Denied.SIGN_IN,
}
_CODES = {
    "CodeMismatchException": Denied.CODE,
    "ExpiredCodeException": Denied.CODE,
    "EnableSoftwareTokenMFAException": Denied.CODE,
}
_CHALLENGE = _CODES | {
    "InvalidPasswordException": Denied.PASSWORD,
    "PasswordHistoryPolicyViolationException": Denied.PASSWORD,
    "NotAuthorizedException": Denied.EXPIRED,
    "UserNotFoundException": Denied.EXPIRED,
    "InvalidParameterException": Denied.EXPIRED,
    "ResourceNotFoundException": Denied.EXPIRED,
}
_TOTP_SETUP = _CODES | {"NotAuthorizedException": Denied.EXPIRED}


@contextmanager
def _denied(known: Mapping[str, Denied]) -> Iterator[None]:
    """Turns what is the asker's doing into DeniedError; anything else is ours and goes on."""
    try:
        yield
    except ClientError as error:
        why = known.get(error.response["Error"]["Code"])
        if why is None:
            raise
        raise DeniedError(why) from None


@contextmanager
def _ignoring(code: str) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] != code:
            raise
