"""What is said at the organizers' door."""

from typing import Annotated, Literal

from pydantic import Field, RootModel

from functions._http import Body

Username = Annotated[str, Field(min_length=1, max_length=128)]
Password = Annotated[str, Field(min_length=1, max_length=256)]
Step = Literal["new_password", "totp"]


class SignInForm(Body):
    """Name and password, or a focal point's link."""

    username: Username | None = None
    password: Password | None = None
    link: Annotated[str, Field(min_length=1, max_length=2000)] | None = None


class ChallengeForm(Body):
    """The answer to a challenge: the new password, or the one-time code."""

    username: Username
    session: Annotated[str, Field(min_length=20, max_length=2048)]
    challenge: Step
    answer: Password


class CodeForm(Body):
    """A one-time code."""

    code: Annotated[str, Field(pattern=r"^[0-9]{6}$")]


class Nothing(Body):
    """Nothing to say."""


class Me(Body):
    """Who is signed in."""

    username: str
    role: str
    agency: str | None
    totp: bool
    now: str
    expires_at: str
    title: str


class ChallengeView(Body):
    """One thing more is wanted."""

    challenge: Step
    session: str
    username: str


class Entered(RootModel[Me | ChallengeView]):
    """Signed in, or one thing more is wanted."""


class TotpSecret(Body):
    """What an authenticator app is given, typed in or as a QR code."""

    secret: str
    uri: str
