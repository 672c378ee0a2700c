"""The organizers' door: who gets in, with what, and what an attacker might show instead.

Cognito is moto here. What is moto's: it keeps one TOTP secret for all people, signs the tokens of
all its pools with one key, makes ID tokens last an hour whatever the client says, and takes a
challenge's session for whatever username comes with it. What is ours is everything asked below.
"""

import base64
import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import jwt
import pyotp
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from moto.server import ThreadedMotoServer
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from contest.content.checks.question_sources import check
from contest.content.sources import Sources
from contest.domain.keys import signing_key
from contest.domain.organizer import ANYONE, LINK, ORGANIZER_SESSION, Organizer, Role
from contest.domain.phase import VIETNAM
from contest.domain.token import sign
from contest.store import publication
from contest.store.identity_provider import IdentityProvider, PublishedKeys
from contest.store.publication import Publication
from contest.store.table import Table
from functions._http import Answer, Api, Body, Route
from functions._organizer import COOKIE, Door
from functions._signin import TOTP_COOKIE, SignIn
from functions._wiring import Outside, real_now
from infra.local import organizers, template
from infra.local.gateway import Context, to_event

ROOT = Path(__file__).parents[2]
BASE = "/api/organizer"
CONTEST_TIME = datetime(2023, 11, 8, 8, 0, tzinfo=VIETNAM)
LINK_SECRET = b"a secret of a test"
LINK_KEY = signing_key(LINK_SECRET, LINK)
SESSION_KEY = signing_key(LINK_SECRET, ORGANIZER_SESSION)
NEW_PASSWORD = "Mat-khau-2023"
OURS = {"X-To-Chuc": "1"}
_numbers = itertools.count(1)


class Seen(Body):
    """Whom a probe saw."""

    username: str
    role: str
    agency: str | None
    expires_at: str


@dataclass
class Told:
    """What a handler answered."""

    status: int
    body: Any
    cookies: list[str]

    @property
    def code(self) -> str | None:
        return self.body.get("code")


@dataclass
class Browser:
    """Somebody's browser: keeps cookies, sends our header."""

    api: Any
    jar: dict[str, str] = field(default_factory=dict)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Told:
        sent = OURS | {name.replace("_", "-"): value for name, value in headers.items()}
        return self.send(method, path, body, {k: v for k, v in sent.items() if v})

    def send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Told:
        pairs = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        builder = EnvironBuilder(
            path, method=method, headers=headers | {"Cookie": pairs}, json=body
        )
        route = template.Route(method, path, "Secretary")
        event = to_event(Request(builder.get_environ()), route)
        result = self.api(event, Context("Secretary"))
        self._keep(result["cookies"])
        return Told(result["statusCode"], json.loads(result["body"]), result["cookies"])

    def _keep(self, cookies: list[str]) -> None:
        for each in cookies:
            name, _, value = each.partition(";")[0].partition("=")
            if value:
                self.jar[name] = value
            else:
                self.jar.pop(name, None)


@dataclass
class Place:
    """A door with probes behind it, people to enter, and what it told of them."""

    client: Any
    table: Table
    provider: IdentityProvider
    pool: str
    people: dict[str, organizers.Sample]
    did: list[tuple[str, str, str]] = field(default_factory=list)
    refused: list[tuple[str | None, str, str]] = field(default_factory=list)
    now: datetime = CONTEST_TIME
    real: timedelta = timedelta(0)

    def __post_init__(self) -> None:
        outside = Outside(lambda: self.now, self.table, None, Publication(self.table))  # type: ignore[arg-type]
        self.door = Door(
            outside,
            self.provider,
            LINK_SECRET,
            lambda: real_now() + self.real,
            lambda who, action, target: self.did.append((who.username, action, target)),
            lambda who, route, code: self.refused.append((who and who.username, route, code)),
        )
        probes = (_probe(name, roles) for name, roles in PROBES.items())
        api = Api("secretary", *SignIn(outside, self.door).routes(), *probes, guard=self.door)
        self.api = api.function()

    def browser(self, **jar: str) -> Browser:
        return Browser(self.api, dict(jar))

    def sign_in(self, username: str) -> Browser:
        browser = self.browser()
        told = browser.call("POST", f"{BASE}/sessions", self.proof(username))
        assert told.status == 200, told.body
        return browser

    def proof(self, username: str) -> dict[str, str]:
        return {"username": username, "password": self.people[username].password}

    def link(self, agency: str, days: int = 14) -> str:
        link = self.door.links.make(agency, days, self.now)
        self.table.client.transact_write_items(TransactItems=[link.write])  # type: ignore[list-item]
        return link.token


PROBES = {
    "all": ANYONE,
    "writers": frozenset({Role.SECRETARIAT}),
    "readers": frozenset({Role.SECRETARIAT, Role.AUDITOR}),
    "figures": frozenset({Role.SECRETARIAT, Role.AUDITOR, Role.DRAFTER}),
}


def _probe(name: str, roles: frozenset[Role]) -> Route:
    def probe(who: Organizer) -> Answer:
        seen = Seen(
            username=who.username,
            role=who.role,
            agency=who.agency,
            expires_at=who.expires_at.isoformat(),
        )
        return Answer(200, seen)

    return Route("GET", f"{BASE}/{name}", probe, {200: Seen}, roles=roles)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(scope="module")
def sources() -> Sources:
    return check(ROOT / "question_src")


@pytest.fixture(scope="module")
def dynamodb(endpoint: str) -> Iterator[Any]:
    client = boto3.client("dynamodb", endpoint_url=endpoint)
    yield client
    client.close()


@pytest.fixture
def published(dynamodb: Any, sources: Sources) -> Iterator[Table]:
    table = Table(dynamodb, template.create_table(dynamodb, "organizers"))
    publication.write(table, sources.contest, sources.agencies, {"keys": []}, ())
    yield table
    dynamodb.delete_table(TableName=table.name)


@pytest.fixture(scope="module")
def cognito(endpoint: str) -> Iterator[Any]:
    client = boto3.client("cognito-idp", endpoint_url=endpoint)
    yield client
    client.close()


@dataclass(frozen=True)
class Pool:
    """The template's own pool, with people of every role in it."""

    id: str
    app: str
    people: dict[str, organizers.Sample]


@pytest.fixture(scope="module")
def pool(cognito: Any) -> Pool:
    values = organizers.create_pool(cognito)
    people = {each.username: each for each in organizers.samples("so-noi-vu")}
    for each in people.values():
        organizers.invite(cognito, values["Organizers"], each)
    return Pool(values["Organizers"], values["OrganizersApp"], people)


@pytest.fixture
def place(
    endpoint: str, published: Table, cognito: Any, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Place]:
    monkeypatch.setenv("MOTO_COGNITO_IDP_USER_POOL_ENABLE_TOTP", "true")
    monkeypatch.setattr("moto.cognitoidp.models.COGNITO_TOTP_MFA_SECRET", pyotp.random_base32())
    keys = PublishedKeys(f"{endpoint}/{pool.id}/.well-known/jwks.json")
    provider = IdentityProvider(cognito, pool.id, pool.app, keys)
    yield Place(cognito, published, provider, pool.id, pool.people)
    cognito.admin_set_user_mfa_preference(
        UserPoolId=pool.id, Username="thu-ky", SoftwareTokenMfaSettings={"Enabled": False}
    )


def claims_of(token: str) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return claims


# ---- signing in and out ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("username", "role", "agency"),
    [
        ("thu-ky", "secretariat", None),
        ("soan-thao", "drafter", None),
        ("kiem-tra", "auditor", None),
        ("dau-moi", "agency", "so-noi-vu"),
    ],
)
def test_a_person_enters_with_the_role_of_their_group(
    place: Place, username: str, role: str, agency: str | None
) -> None:
    """Name and password are worth a session; its role is the group's, and it lasts on."""
    browser = place.browser()
    told = browser.call("POST", f"{BASE}/sessions", place.proof(username))
    assert told.status == 200
    assert (told.body["username"], told.body["role"]) == (username, role)
    assert (told.body["agency"], told.body["totp"]) == (agency, False)
    me = browser.call("GET", f"{BASE}/me").body
    assert {name: me[name] for name in ("username", "role", "agency", "totp", "title")} == {
        name: each for name, each in told.body.items() if name not in ("now", "expires_at")
    }
    assert place.did == [(username, "sign_in", agency or "")]


def test_the_cookie_is_for_the_console_only(place: Place) -> None:
    """No script can read it, no other site can send it, it ends with the browser."""
    told = place.browser().call("POST", f"{BASE}/sessions", place.proof("thu-ky"))
    kept = {each.partition("=")[0]: each.split("; ")[1:] for each in told.cookies}
    same = ["HttpOnly", "Secure", "SameSite=Strict"]
    assert kept == {
        COOKIE: [f"Path={BASE}", *same],
        TOTP_COOKIE: [f"Path={BASE}/totp", *same],
    }


def test_the_session_ends_by_real_time_told_in_the_contests(place: Place) -> None:
    """The clock of a rehearsal may be moved; the provider's can't, and judges."""
    browser = place.sign_in("thu-ky")
    me = browser.call("GET", f"{BASE}/me").body
    left = datetime.fromisoformat(me["expires_at"]) - datetime.fromisoformat(me["now"])
    assert timedelta(minutes=59) < left <= timedelta(hours=1)
    place.now += timedelta(days=300)
    assert browser.call("GET", f"{BASE}/all").status == 200
    place.real = timedelta(minutes=61)
    assert browser.call("GET", f"{BASE}/all").code == "not_signed_in"


@pytest.mark.parametrize(
    "proof",
    [
        {"username": "thu-ky", "password": "sai"},
        {"username": "khong-co", "password": "sai"},
        {"username": "thu-ky' OR 1", "password": "sai"},
    ],
)
def test_a_wrong_name_and_a_wrong_password_look_alike(place: Place, proof: Any) -> None:
    """Nobody learns who has an account."""
    told = place.browser().call("POST", f"{BASE}/sessions", proof)
    assert (told.status, told.code, told.cookies) == (401, "wrong_sign_in", [])
    assert place.refused == [(None, f"POST {BASE}/sessions", "wrong_sign_in")]


@pytest.mark.parametrize(
    ("form", "missing"),
    [
        ({}, ["username", "password"]),
        ({"username": "thu-ky"}, ["password"]),
    ],
)
def test_an_incomplete_form_names_its_fields(place: Place, form: Any, missing: Any) -> None:
    """As every form of the contest does."""
    told = place.browser().call("POST", f"{BASE}/sessions", form)
    assert (told.status, [each["field"] for each in told.body["errors"]]) == (422, missing)


def test_guessing_is_counted_before_it_is_judged(place: Place) -> None:
    """Ten tries in a window for one account, however it is spelt; another is not touched."""
    browser = place.browser()
    for _ in range(10):
        wrong = {"username": "THU-KY", "password": "sai"}
        assert browser.call("POST", f"{BASE}/sessions", wrong).status == 401
    told = browser.call("POST", f"{BASE}/sessions", place.proof("thu-ky"))
    assert (told.status, told.code) == (429, "too_many_sign_ins")
    assert place.sign_in("kiem-tra")
    place.now += timedelta(minutes=16)
    assert place.sign_in("thu-ky")


def test_getting_in_forgets_the_tries(place: Place) -> None:
    """Nine slips and a success, again and again: nobody is locked out by their own fingers."""
    for _ in range(2):
        for _ in range(9):
            wrong = {"username": "thu-ky", "password": "sai"}
            place.browser().call("POST", f"{BASE}/sessions", wrong)
        assert place.sign_in("thu-ky")


def test_signing_out_ends_all_sessions_of_the_person(place: Place) -> None:
    """On every device, copies of the cookie included, nobody else's; one can come back at once."""
    here, there, other = (place.sign_in(each) for each in ("thu-ky", "thu-ky", "kiem-tra"))
    copy = place.browser(**here.jar)
    time.sleep(1.1)  # tokens tell whole seconds
    told = here.call("DELETE", f"{BASE}/sessions")
    assert (told.status, here.jar) == (200, {})
    assert all("Max-Age=0" in each for each in told.cookies)
    assert [each.call("GET", f"{BASE}/all").status for each in (copy, there, other)] == [
        401,
        401,
        200,
    ]
    assert place.sign_in("thu-ky").call("GET", f"{BASE}/all").status == 200
    assert ("thu-ky", "sign_out", "") in place.did


def test_a_session_is_over_the_moment_it_is_signed_out(place: Place) -> None:
    """Even within the second it began in."""
    browser = place.sign_in("thu-ky")
    copy = place.browser(**browser.jar)
    browser.call("DELETE", f"{BASE}/sessions")
    assert copy.call("GET", f"{BASE}/all").code == "not_signed_in"
    assert place.sign_in("thu-ky").call("GET", f"{BASE}/all").status == 200


def test_signing_out_without_a_session_is_no_mistake(place: Place) -> None:
    """Whoever wants to be out is out."""
    assert place.browser().call("DELETE", f"{BASE}/sessions").status == 200
    assert place.did == []


# ---- challenges -----------------------------------------------------------------------------


def invited(place: Place) -> Browser:
    """Somebody with a password that was only lent; stands before the challenge."""
    username = f"moi-{next(_numbers)}"
    name = {"UserPoolId": place.pool, "Username": username}
    place.client.admin_create_user(**name, TemporaryPassword="Tam-thoi-2023")
    place.client.admin_add_user_to_group(**name, GroupName="auditor")
    browser = place.browser()
    proof = {"username": username, "password": "Tam-thoi-2023"}
    told = browser.call("POST", f"{BASE}/sessions", proof)
    assert (told.status, told.body["challenge"], told.cookies) == (200, "new_password", [])
    browser.asked = told.body  # type: ignore[attr-defined]
    return browser


def answer(browser: Browser, given: str, **changes: str) -> Told:
    form = browser.asked | {"answer": given} | changes  # type: ignore[attr-defined]
    return browser.call("POST", f"{BASE}/sessions/challenge", form)


def test_a_lent_password_must_be_replaced(place: Place) -> None:
    """Half way in is not in; the new password must be strong, and is the one from then on."""
    browser = invited(place)
    assert browser.call("GET", f"{BASE}/me").status == 401
    for weak in ("ngan", "chi-chu-thuong-1", "CHI-CHU-HOA-1", "Khong-co-so-nao"):
        assert answer(browser, weak).code == "weak_password", weak
    told = answer(browser, NEW_PASSWORD)
    assert (told.status, told.body["role"]) == (200, "auditor")
    assert browser.call("GET", f"{BASE}/readers").status == 200
    again = {"username": told.body["username"], "password": NEW_PASSWORD}
    assert place.browser().call("POST", f"{BASE}/sessions", again).body["role"] == "auditor"


def test_a_challenge_that_is_not_known_starts_over(place: Place) -> None:
    """Too late, or never begun: the words say to begin again."""
    told = answer(invited(place), NEW_PASSWORD, session="0" * 36)
    assert (told.status, told.code) == (401, "sign_in_expired")


def test_whoever_is_in_no_group_or_two_has_no_rights(place: Place) -> None:
    """Rights in doubt are not given; a focal point of no agency is one of none."""
    for groups in ((), ("auditor", "secretariat"), ("agency",)):
        username = f"ai-{len(groups)}-{'-'.join(groups)}"
        person = organizers.Sample(username, NEW_PASSWORD, "auditor", "")
        organizers.invite(place.client, place.pool, person)
        name = {"UserPoolId": place.pool, "Username": username}
        place.client.admin_remove_user_from_group(**name, GroupName="auditor")
        for each in groups:
            place.client.admin_add_user_to_group(**name, GroupName=each)
        proof = {"username": username, "password": NEW_PASSWORD}
        told = place.browser().call("POST", f"{BASE}/sessions", proof)
        assert (told.status, told.code, told.cookies) == (403, "forbidden", []), groups


# ---- one-time codes: moto checks them against one secret for all, the steps are ours -----------


def turn_on(browser: Browser) -> pyotp.TOTP:
    told = browser.call("POST", f"{BASE}/totp", {})
    assert told.status == 200, told.body
    app = pyotp.parse_uri(told.body["uri"])
    assert isinstance(app, pyotp.TOTP)
    assert (app.secret, app.name) == (told.body["secret"], "thu-ky")
    assert browser.call("PUT", f"{BASE}/totp", {"code": app.now()}).status == 200
    return app


def test_a_one_time_code_is_wanted_once_it_is_turned_on(place: Place) -> None:
    """From the QR code to the next sign-in, which a password alone does not open."""
    browser = place.sign_in("thu-ky")
    app = turn_on(browser)
    assert browser.call("GET", f"{BASE}/me").body["totp"] is True
    next_time = place.browser()
    told = next_time.call("POST", f"{BASE}/sessions", place.proof("thu-ky"))
    assert (told.status, told.body["challenge"], told.cookies) == (200, "totp", [])
    assert next_time.call("GET", f"{BASE}/me").status == 401
    next_time.asked = told.body  # type: ignore[attr-defined]
    wrong = f"{(int(app.now()) + 1) % 10**6:06}"
    for code in (wrong, "12345", "mã sai", "１２３４５６"):
        assert answer(next_time, code).code == "wrong_code", code
    assert answer(next_time, app.now()).body["totp"] is True
    assert next_time.call("GET", f"{BASE}/all").status == 200
    assert ("thu-ky", "totp_on", "") in place.did


def test_guessing_a_one_time_code_is_counted(place: Place) -> None:
    """A million codes are not many, so the tries of the account are counted here, too."""
    app = turn_on(place.sign_in("thu-ky"))
    browser = place.browser()
    told = browser.call("POST", f"{BASE}/sessions", place.proof("thu-ky"))
    browser.asked = told.body  # type: ignore[attr-defined]
    for _ in range(9):
        assert answer(browser, "000000").code == "wrong_code"
    assert answer(browser, app.now()).code == "too_many_sign_ins"


def test_a_wrong_code_turns_nothing_on(place: Place) -> None:
    """The app proves itself first, or its owner would be locked out."""
    browser = place.sign_in("thu-ky")
    app = pyotp.TOTP(browser.call("POST", f"{BASE}/totp", {}).body["secret"])
    wrong = f"{(int(app.now()) + 1) % 10**6:06}"
    assert browser.call("PUT", f"{BASE}/totp", {"code": wrong}).code == "wrong_code"
    assert browser.call("PUT", f"{BASE}/totp", {"code": "123"}).status == 422
    assert place.sign_in("thu-ky").call("GET", f"{BASE}/me").body["totp"] is False


def test_turning_codes_on_needs_the_cookie_of_its_own(place: Place) -> None:
    """A session alone is no access token, and a void one is none either."""
    browser = place.sign_in("thu-ky")
    del browser.jar[TOTP_COOKIE]
    assert browser.call("POST", f"{BASE}/totp", {}).code == "not_signed_in"
    browser.jar[TOTP_COOKIE] = "khong-phai"
    assert browser.call("POST", f"{BASE}/totp", {}).code == "not_signed_in"


# ---- what an attacker might show instead of a session -------------------------------------------


def by_hand(
    header: dict[str, Any], claims: dict[str, Any], signature: Callable[[bytes], bytes]
) -> str:
    """A token that no library would write."""
    parts = [
        base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=") for p in (header, claims)
    ]
    signed = b".".join(parts)
    return (signed + b"." + base64.urlsafe_b64encode(signature(signed)).rstrip(b"=")).decode()


def by_the_pool(claims: dict[str, Any]) -> str:
    """Signed by the pool's own key: what only the provider could do, so that one claim decides."""
    from joserfc import jwk
    from joserfc import jwt as other
    from moto.utilities.utils import load_resource

    key = jwk.RSAKey.import_key(load_resource("cognitoidp/resources/jwks-private.json"))
    return other.encode({"kid": "dummy", "alg": "RS256"}, claims, key)


def another_key(place: Place, token: str) -> str:
    key = generate_private_key(65537, 2048)
    return jwt.encode(claims_of(token), key, "RS256", headers={"kid": "dummy"})


def unknown_key(place: Place, token: str) -> str:
    key = generate_private_key(65537, 2048)
    return jwt.encode(claims_of(token), key, "RS256", headers={"kid": "another"})


def changed_inside(place: Place, token: str) -> str:
    head, _, signature = token.split(".")
    claims = claims_of(token) | {"cognito:groups": ["secretariat"]}
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    return f"{head}.{body}.{signature}"


def alg_none(place: Place, token: str) -> str:
    return by_hand({"alg": "none", "kid": "dummy"}, claims_of(token), lambda _: b"")


def hs256_with_public_key(place: Place, token: str) -> str:
    """The old trick: the pool's public key as an HMAC secret."""
    key = place.provider.keys.key(token)
    secret = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    header = {"alg": "HS256", "kid": "dummy"}
    return by_hand(
        header, claims_of(token), lambda signed: hmac.new(secret, signed, hashlib.sha256).digest()
    )


def expired(place: Place, token: str) -> str:
    return by_the_pool(claims_of(token) | {"exp": int(time.time()) - 1})


def wrong_client(place: Place, token: str) -> str:
    return by_the_pool(claims_of(token) | {"aud": "another-client"})


def wrong_issuer(place: Place, token: str) -> str:
    issuer = "https://cognito-idp.ap-southeast-1.amazonaws.com/ap-southeast-1_other"
    return by_the_pool(claims_of(token) | {"iss": issuer})


def wrong_use(place: Place, token: str) -> str:
    return by_the_pool(claims_of(token) | {"token_use": "access"})


def no_expiry(place: Place, token: str) -> str:
    return by_the_pool({name: each for name, each in claims_of(token).items() if name != "exp"})


def by_another_pool(place: Place, token: str) -> str:
    """A person of the same name in a pool that is not ours, in a group of the same name."""
    values = organizers.create_pool(place.client)
    pool, app = values["Organizers"], values["OrganizersApp"]
    organizers.invite(place.client, pool, place.people["thu-ky"])
    other = IdentityProvider(place.client, pool, app, place.provider.keys)
    given = other.start("thu-ky", place.people["thu-ky"].password)
    return given.identity  # type: ignore[union-attr]


def access_token(place: Place, token: str) -> str:
    given = place.provider.start("thu-ky", place.people["thu-ky"].password)
    return given.access  # type: ignore[union-attr]


def a_link_itself(place: Place, token: str) -> str:
    return place.link("so-noi-vu")


def garbage(place: Place, token: str) -> str:
    return "không.phải.phiên"


FORGERIES = [
    another_key,
    unknown_key,
    changed_inside,
    alg_none,
    hs256_with_public_key,
    expired,
    wrong_client,
    wrong_issuer,
    wrong_use,
    no_expiry,
    by_another_pool,
    access_token,
    a_link_itself,
    garbage,
]


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_a_bad_token_opens_nothing(place: Place, forge: Callable[[Place, str], str]) -> None:
    """Refused and told, while its valid twin is let in."""
    token = place.sign_in("thu-ky").jar[COOKIE]
    told = place.browser(**{COOKIE: forge(place, token)}).call("GET", f"{BASE}/all")
    assert (told.status, told.code) == (401, "not_signed_in")
    assert place.refused[-1] == (None, f"GET {BASE}/all", "not_signed_in")
    assert place.browser(**{COOKIE: token}).call("GET", f"{BASE}/all").status == 200


def test_a_token_signed_like_the_pools_is_let_in(place: Place) -> None:
    """Else the forgeries above would prove nothing."""
    token = place.sign_in("thu-ky").jar[COOKIE]
    same = by_the_pool(claims_of(token))
    assert place.browser(**{COOKIE: same}).call("GET", f"{BASE}/writers").status == 200


def test_keys_that_cannot_be_fetched_are_our_trouble(place: Place) -> None:
    """Nobody is signed out because the provider is out of reach; the page tries again."""
    browser = place.sign_in("thu-ky")
    place.provider.keys = PublishedKeys("http://127.0.0.1:9/jwks.json")
    told = browser.call("GET", f"{BASE}/all")
    assert (told.status, told.code) == (503, "unavailable")


# ---- roles and other sites ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("username", "allowed"),
    [
        ("thu-ky", {"all", "writers", "readers", "figures"}),
        ("kiem-tra", {"all", "readers", "figures"}),
        ("soan-thao", {"all", "figures"}),
        ("dau-moi", {"all"}),
    ],
)
def test_a_role_opens_its_own_doors_only(place: Place, username: str, allowed: set[str]) -> None:
    """Anything else is refused, and told with the name of who tried."""
    browser = place.sign_in(username)
    for name in PROBES:
        told = browser.call("GET", f"{BASE}/{name}")
        assert told.status == (200 if name in allowed else 403), name
    denied = [
        (username, f"GET {BASE}/{name}", "forbidden") for name in PROBES if name not in allowed
    ]
    assert place.refused == denied


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({}, "no header: a form of another site can't set one"),
        ({"X-To-Chuc": "0"}, "another value"),
        (OURS | {"Sec-Fetch-Site": "cross-site"}, "the browser says: another site"),
        (OURS | {"Sec-Fetch-Site": "same-site"}, "a sister site is another site"),
        (OURS | {"Sec-Fetch-Site": "none"}, "not from a page at all"),
    ],
)
def test_a_request_from_elsewhere_does_nothing(
    place: Place, headers: dict[str, str], reason: str
) -> None:
    """With a good session or at the door, reading or signing in; and it is told."""
    browser = place.sign_in("thu-ky")
    for method, path, body in (
        ("GET", f"{BASE}/all", None),
        ("POST", f"{BASE}/sessions", place.proof("thu-ky")),
        ("DELETE", f"{BASE}/sessions", None),
    ):
        told = browser.send(method, path, body, headers)
        assert (told.status, told.code, told.cookies) == (403, "cross_site", []), reason
        assert place.refused[-1][1:] == (f"{method} {path}", "cross_site")
    assert browser.send("GET", f"{BASE}/all", None, OURS).status == 200


def test_our_own_page_gets_through(place: Place) -> None:
    """Whether the browser sends Fetch Metadata or is too old to."""
    browser = place.sign_in("thu-ky")
    assert browser.call("GET", f"{BASE}/all", Sec_Fetch_Site="same-origin").status == 200


# ---- links for focal points --------------------------------------------------------------------


def by_link(place: Place, link: str) -> tuple[Browser, Told]:
    browser = place.browser()
    return browser, browser.call("POST", f"{BASE}/sessions", {"link": link})


def test_a_link_is_worth_a_session_for_its_agency(place: Place) -> None:
    """Role agency, that agency, and no right beyond; no account, so no one-time codes."""
    browser, told = by_link(place, place.link("so-noi-vu"))
    assert told.status == 200
    assert (told.body["role"], told.body["agency"]) == ("agency", "so-noi-vu")
    assert browser.call("GET", f"{BASE}/me").body == told.body
    assert browser.call("GET", f"{BASE}/all").body["agency"] == "so-noi-vu"
    for name in ("writers", "readers", "figures"):
        assert browser.call("GET", f"{BASE}/{name}").code == "forbidden"
    assert browser.call("POST", f"{BASE}/totp", {}).code == "forbidden"
    assert place.did == [("link/so-noi-vu", "sign_in", "so-noi-vu")]


def test_a_link_and_its_session_end(place: Place) -> None:
    """Twelve hours at most for a session, and never longer than its link."""
    link = place.link("so-noi-vu", days=1)
    browser, _ = by_link(place, link)
    place.now += timedelta(hours=11, minutes=59)
    assert browser.call("GET", f"{BASE}/all").status == 200
    place.now += timedelta(minutes=2)
    assert browser.call("GET", f"{BASE}/all").code == "not_signed_in"
    place.now += timedelta(hours=11)
    late, told = by_link(place, link)
    assert told.status == 200
    place.now += timedelta(hours=2)
    assert late.call("GET", f"{BASE}/all").code == "not_signed_in"
    assert by_link(place, link)[1].code == "link_expired"


def test_a_new_link_voids_the_one_before(place: Place) -> None:
    """And the sessions that it had opened; another agency's link stays good."""
    first, other = place.link("so-noi-vu"), place.link("so-tu-phap")
    browser, _ = by_link(place, first)
    elsewhere, _ = by_link(place, other)
    second = place.link("so-noi-vu")
    assert by_link(place, first)[1].code == "link_expired"
    assert browser.call("GET", f"{BASE}/all").code == "not_signed_in"
    assert by_link(place, second)[1].status == 200
    assert elsewhere.call("GET", f"{BASE}/all").body["agency"] == "so-tu-phap"


def test_signing_out_of_a_link_leaves_others_of_it_in(place: Place) -> None:
    """One link may be open on two desks."""
    link = place.link("so-noi-vu")
    (here, _), (there, _) = by_link(place, link), by_link(place, link)
    copy = place.browser(**here.jar)
    assert here.call("DELETE", f"{BASE}/sessions").status == 200
    assert copy.call("GET", f"{BASE}/all").code == "not_signed_in"
    assert there.call("GET", f"{BASE}/all").status == 200


def link_claims(place: Place, **changes: Any) -> dict[str, Any]:
    return claims_of(place.link("so-noi-vu")) | changes


@pytest.mark.parametrize(
    ("forge", "reason"),
    [
        (lambda p: sign(link_claims(p, sub="so-tu-phap"), LINK, LINK_KEY), "another agency"),
        (lambda p: sign(link_claims(p, sub="khong-co"), LINK, LINK_KEY), "no agency"),
        (lambda p: sign(link_claims(p, jti="x"), LINK, LINK_KEY), "never given out"),
        (lambda p: sign(link_claims(p, iss="other"), LINK, LINK_KEY), "another contest"),
        (lambda p: sign(link_claims(p), LINK, SESSION_KEY), "another key of ours"),
        (lambda p: sign(link_claims(p), LINK, signing_key(b"x", LINK)), "a stranger's key"),
        (lambda p: sign(link_claims(p, link="x"), ORGANIZER_SESSION, SESSION_KEY), "a session"),
        (
            lambda p: by_hand(
                {"alg": "none", "typ": LINK.typ, "kid": LINK_KEY.kid}, link_claims(p), lambda _: b""
            ),
            "alg none",
        ),
        (lambda p: "x", "garbage"),
    ],
)
def test_a_bad_link_opens_nothing(place: Place, forge: Callable[[Place], str], reason: str) -> None:
    """Signed by us or not: only the link that was given out last to that agency is good."""
    told = by_link(place, forge(place))[1]
    assert (told.status, told.code, told.cookies) == (401, "link_expired", []), reason
    assert place.refused == [(None, f"POST {BASE}/sessions", "link_expired")]


def session_claims(place: Place, **changes: Any) -> dict[str, Any]:
    browser, _ = by_link(place, place.link("so-noi-vu"))
    return claims_of(browser.jar[COOKIE]) | changes


@pytest.mark.parametrize(
    ("forge", "reason"),
    [
        (lambda c: sign(c | {"sub": "so-tu-phap"}, ORGANIZER_SESSION, SESSION_KEY), "agency"),
        (lambda c: sign(c | {"link": "x"}, ORGANIZER_SESSION, SESSION_KEY), "another link"),
        (lambda c: sign(c, ORGANIZER_SESSION, LINK_KEY), "another key of ours"),
        (lambda c: sign(c, ORGANIZER_SESSION, signing_key(b"x", ORGANIZER_SESSION)), "stranger"),
        (lambda c: sign(c | {"exp": 1}, ORGANIZER_SESSION, SESSION_KEY), "expired"),
    ],
)
def test_a_bad_session_of_a_link_opens_nothing(
    place: Place, forge: Callable[[dict[str, Any]], str], reason: str
) -> None:
    """While the good one does."""
    claims = session_claims(place)
    bad = place.browser(**{COOKIE: forge(claims)})
    assert bad.call("GET", f"{BASE}/all").code == "not_signed_in", reason
    good = place.browser(**{COOKIE: sign(claims, ORGANIZER_SESSION, SESSION_KEY)})
    assert good.call("GET", f"{BASE}/all").status == 200


def test_nothing_of_the_door_names_a_person_in_the_table(place: Place) -> None:
    """Tries are kept under a digest: people type passwords into the wrong field."""
    wrong = {"username": "Mat-khau-nham-cho", "password": "sai"}
    place.browser().call("POST", f"{BASE}/sessions", wrong)
    items = place.table.client.scan(TableName=place.table.name)["Items"]
    tries = [each for each in items if each["pk"]["S"].startswith("T#")]
    assert tries and "nham-cho" not in json.dumps(items, default=str).casefold()
