"""The one table: its keys, its client, and the little that DynamoDB's types need.

Schema and permissions stand in `infra/template.yaml`; here is what the items are called.

    pk                sk              what
    C#<contestant>    PERSON#PROFILE  personal data, sealed; erasing it leaves results whole
    C#<contestant>    PERSON#ROSTER, PERSON#EXCLUSION, PERSON#POSTS, PERSON#RULING (see `histories`)
    C#<contestant>    ENTRY#<round>   attempts (see `entries`)
    T#<contestant>    <window>        tries at signing in, gone by themselves
    H#<phone>         PHONE           a phone number in use, where the rules want it unique
    CONTEST           RULES, AGENCIES, KEYS
    LIVE              STATE           adjustments and notice (see `live`)
    REBUILDS          STATE           who asked for rebuilds of the site (see `rebuilds`)
    HEADCOUNTS        <ms>            dated versions (see `headcounts`)
    ROUND#<round>     CURRENT         the edition new attempts get
    ROUND#<round>     EDITIONS        all that attempts may have begun with
    PAPERS#<edition>  PAPERS          names of its papers
    KEY#<edition>     KEY             right answers: for grader and clerk only
    EDITION#<edition> HEAD, PART#<n>  the opened edition, until it is public (see `opened_editions`)
    COMMITMENT, FACT#<sha256>         what has been committed to, and salts (see `commitments`)
    RESULT            STATE, …        what has come of rounds, what is published (see `results`)
    DRAFT             CURRENT, …      the result that waits for approval (see `drafts`)
    FIGURES#…, DIRECTORY#…            what the clerk has counted (see `figures`)
    AUDIT, AUDITHEAD, REFUSED         who did what (see `audit`)
    JOB#<id>, IMPORTS                 long work and the files of it (see `jobs`)
    ORGANIZER#…, AGENCY#…             who signed out, which link is good (see `organizer_sessions`)

Sparse index `ByCode`: `who`, the candidate code of a profile, to the keys.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

    Item = Mapping[str, AttributeValueTypeDef]
else:
    Item = Mapping[str, Any]

# A contestant waits on the phone: fail and try again soon rather than hang.
# What goes out is built by this package alone, and DynamoDB validates it anyway.
_CONFIG = Config(
    connect_timeout=2,
    read_timeout=2,
    retries={"mode": "standard", "max_attempts": 3},
    parameter_validation=False,
    user_agent="hoi-thi-cchc",  # a fixed name: the long one is composed anew for each request
    account_id_endpoint_mode="disabled",
    tcp_keepalive=True,
)
# Nobody waits for the clerk, and a page of a walk may take its time.
_PATIENT = _CONFIG.merge(Config(read_timeout=30))

BREATH_SECONDS = 0.1  # before the rest of what the table could not take at once


def connect(*, patient: bool = False, **options: Any) -> "DynamoDBClient":
    """A client for the table; AWS's own variables say where it is. `patient`: for walks."""
    config = _PATIENT if patient else _CONFIG
    client: DynamoDBClient = boto3.client("dynamodb", config=config, **options)
    return client


class Table:
    """A table by name, and the client that reaches it."""

    def __init__(self, client: "DynamoDBClient", name: str, walkers: int = 1) -> None:
        self.client = client
        self.name = name
        self.walkers = walkers
        """So many parts a walk that is in a hurry may read at once; not every engine has parts."""

    @classmethod
    def connect(cls, environ: Mapping[str, str]) -> "Table":
        """The table that `CONTEST_TABLE` names; AWS's own variables say where it is."""
        return cls(connect(), environ["CONTEST_TABLE"])

    def get(self, pk: str, sk: str) -> Item | None:
        """One item as it is now, or None."""
        answer = self.client.get_item(
            TableName=self.name, Key={"pk": {"S": pk}, "sk": {"S": sk}}, ConsistentRead=True
        )
        return answer.get("Item")

    def get_many(self, keys: Sequence[Any]) -> Iterator[Item]:
        """The items of up to a hundred keys as they are now, in any order; none for what is not."""
        wanted: Any = {self.name: {"Keys": keys, "ConsistentRead": True}}
        while wanted:
            answer = self.client.batch_get_item(RequestItems=wanted)
            yield from answer["Responses"].get(self.name, ())
            wanted = answer.get("UnprocessedKeys")
            time.sleep(BREATH_SECONDS if wanted else 0)


def key(pk: str, sk: str) -> dict[str, dict[str, str]]:
    """A primary key."""
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def string(value: str) -> dict[str, str]:
    """A DynamoDB string."""
    return {"S": value}


def number(value: int) -> dict[str, str]:
    """A DynamoDB number."""
    return {"N": str(value)}


def refused_item(error: ClientError) -> Item | None:
    """The item as it was when a condition failed (`ALL_OLD`); re-raises any other error.

    None means that there was no such item.
    """
    if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
        raise error
    item: Item | None = error.response.get("Item")  # type: ignore[assignment, unused-ignore]
    return item
