"""AWS on one machine: moto's server with the template's table, secrets and user pool.

The real functions run over it in this process.
"""

import base64
import importlib
import json
import logging
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import boto3
import moto.cognitoidp.models
from moto.server import ThreadedMotoServer

from contest.store.forge import Forge
from contest.store.identity_provider import IdentityProvider
from contest.store.public_files import FolderFiles
from contest.store.secrets import NAMES, SecretsFile
from functions._wiring import Clock, Function, Outside
from infra.local import organizers, template

_REGION = "ap-southeast-1"


class Engine:
    """A running engine. `values` says what each `!Ref` of the template stands for here."""

    def __init__(self, secrets: SecretsFile) -> None:
        logging.getLogger("werkzeug").setLevel(logging.ERROR)  # no line for each call of ours
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self._server.start()
        host, port = self._server.get_host_and_port()
        self.environ = {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_DEFAULT_REGION": _REGION,
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_EC2_METADATA_DISABLED": "true",
            "MOTO_COGNITO_IDP_USER_POOL_ENABLE_TOTP": "true",  # else any one-time code would do
        }
        os.environ.update(self.environ)
        # moto keeps one secret for all authenticator apps, and too short a one for some of them.
        secret = base64.b32encode(os.urandom(20)).decode()
        moto.cognitoidp.models.COGNITO_TOTP_MFA_SECRET = secret  # type: ignore[misc]
        self.values = self._create(secrets)

    def _create(self, secrets: SecretsFile) -> dict[str, str]:
        table = template.create_table(boto3.client("dynamodb"))
        client = boto3.client("secretsmanager")
        values = {"ContestTable": table, "SiteBucket": "local", "Clerk": "Clerk"}
        values["Forge"] = ""  # the one on this machine is handed to `build_functions`
        values |= organizers.create_pool(boto3.client("cognito-idp"))
        for name in NAMES:
            logical = "".join(part.title() for part in name.split("-"))
            (secret,) = secrets.get(name)
            client.create_secret(Name=name, SecretString=secret.decode())
            values[logical] = name
        return values

    def invite(self, agency: str) -> tuple[organizers.Sample, ...]:
        """People to sign in as, one for each role; the focal point is of this agency."""
        client = boto3.client("cognito-idp")
        people = organizers.samples(agency)
        for each in people:
            organizers.invite(client, self.values["Organizers"], each)
        return people

    def stop(self) -> None:
        """Stop the engine; what it held is gone."""
        self._server.stop()


def build_functions(
    values: Mapping[str, str], clock: Clock, live: Path, forge: Forge
) -> dict[str, Function]:
    """The real handlers by logical name, each with the environment the template gives it."""
    built: dict[str, Function] = {}
    for name in template.functions():
        module: Any = importlib.import_module(template.module_name(name))
        environ = template.environment(name, values)
        extra: tuple[Any, ...] = ()
        if name == "Clerk":
            extra = (FolderFiles(live),)
        elif name == "Secretary":
            invoker = LocalInvoker(built, environ["CLERK"])
            extra = (IdentityProvider.connect(environ), invoker, forge)
        built[name] = module.build(Outside.connect(environ, clock), *extra)
    built["Clerk"] = one_at_a_time(built["Clerk"])
    return built


def one_at_a_time(function: Function) -> Function:
    """A function of which only one call runs at once, as the template reserves it."""
    lock = threading.Lock()

    def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
        with lock:
            return function(event, context)

    return handle


class LocalInvoker:
    """Begins a function's work in a thread of its own."""

    def __init__(self, functions: Mapping[str, Function], name: str) -> None:
        self._functions = functions
        self._name = name

    def invoke(self, payload: dict[str, Any]) -> None:
        """Hand the function an event and don't wait for what comes of it."""
        event = json.loads(json.dumps(payload))  # as it would travel
        threading.Thread(target=self._run, args=(event,), daemon=True).start()

    def _run(self, event: dict[str, Any]) -> None:
        try:
            self._functions[self._name](event, None)
        except Exception:
            logging.exception("a call that nobody waits for failed")


class Schedule:
    """Calls a function over and over, as the template's schedule does."""

    def __init__(self, function: Function, seconds: float) -> None:
        self._function = function
        self._seconds = seconds
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Call it now, then again and again."""
        self._function({}, None)
        self._thread.start()

    def _run(self) -> None:
        while not self._stopped.wait(self._seconds):
            try:
                self._function({}, None)
            except Exception:
                logging.exception("a scheduled call failed")  # as on AWS, the next one comes

    def stop(self) -> None:
        """Call it no more."""
        self._stopped.set()
