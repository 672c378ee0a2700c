"""People: profiles, exclusions and rosters under the contestant's key, and tries at signing in.

The national id is nowhere in the table; personal data is in the profile only, and there under a key
of its own, so that erasing it after the contest leaves entries and results whole.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from botocore.exceptions import ClientError

from contest.domain.attempt import Entry
from contest.domain.phase import milliseconds, moment
from contest.domain.privacy import NONCE_BYTES, open_personal, seal_personal
from contest.store.entries import read_entry
from contest.store.histories import read_exclusions, read_nominations, read_posts
from contest.store.table import Item, Table, key, number, refused_item, string


@dataclass(frozen=True)
class Profile:
    """The personal data of one contestant."""

    code: str
    full_name: str
    birth_date: date
    phone: str | None
    agency: str | None
    group: str
    commune: str | None
    email: str | None
    position: str | None
    consent: str
    """Digest of the words that were agreed to."""
    registered_at: datetime


@dataclass(frozen=True)
class About:
    """What is known of an identity: one query's worth."""

    profile: Profile | None
    excluded: bool
    on_roster: bool
    entries: Mapping[str, Entry]


@dataclass(frozen=True)
class People:
    """Everybody who registered, is nominated, or may not take part."""

    table: Table
    personal_key: bytes
    """Opens personal data; see `contest.domain.privacy`."""

    def about(self, contestant: str, *, entries: bool = False, day: str | None = None) -> About:
        """Profile, exclusion and roster of an identity; its entries too if asked for."""
        condition = "pk = :pk" if entries else "pk = :pk AND begins_with(sk, :person)"
        values: dict[str, Any] = {":pk": string(f"C#{contestant}")}
        if not entries:
            values[":person"] = string("PERSON#")
        answer = self.table.client.query(
            TableName=self.table.name,
            KeyConditionExpression=condition,
            ExpressionAttributeValues=values,
            ConsistentRead=True,
        )
        items = {item["sk"]["S"]: item for item in answer["Items"]}
        profile = items.get("PERSON#PROFILE")
        exclusions = read_exclusions(items.get("PERSON#EXCLUSION"))
        nominations = read_nominations(items.get("PERSON#ROSTER"))
        return About(
            profile=self._as_now(contestant, profile, items.get("PERSON#POSTS")),
            excluded=bool(exclusions) and exclusions[-1].stands,
            on_roster=bool(nominations) and nominations[-1].post is not None,
            entries={
                sort.removeprefix("ENTRY#"): read_entry(item, day)
                for sort, item in items.items()
                if sort.startswith("ENTRY#")
            },
        )

    def register(self, contestant: str, profile: Profile) -> bool:
        """Keep the profile if the identity has none yet; False if it has."""
        try:
            self.table.client.put_item(**self._put_profile(contestant, profile))
        except ClientError as error:
            refused_item(error)
            return False
        return True

    def register_with_phone(self, contestant: str, profile: Profile, phone: str) -> str | None:
        """As `register`, reserving the phone too; names what was taken: `contestant` or `phone`."""
        reserve = {
            "TableName": self.table.name,
            "Item": key(f"H#{phone}", "PHONE"),
            "ConditionExpression": "attribute_not_exists(pk)",
        }
        writes: Any = [{"Put": self._put_profile(contestant, profile)}, {"Put": reserve}]
        try:
            self.table.client.transact_write_items(TransactItems=writes)
        except self.table.client.exceptions.TransactionCanceledException as error:
            reasons: list[Any] = error.response.get("CancellationReasons", [])
            taken = [each.get("Code") == "ConditionalCheckFailed" for each in reasons]
            if not any(taken):
                raise
            return "contestant" if taken[0] else "phone"
        return None

    def _put_profile(self, contestant: str, profile: Profile) -> Any:
        return {
            "TableName": self.table.name,
            "Item": key(f"C#{contestant}", "PERSON#PROFILE") | self._item(contestant, profile),
            "ConditionExpression": "attribute_not_exists(pk)",
        }

    def _item(self, contestant: str, profile: Profile) -> dict[str, Any]:
        item: dict[str, Any] = {
            "code": string(profile.code),
            "who": string(profile.code),
            "group": string(profile.group),
            "consent": string(profile.consent),
            "reg": number(milliseconds(profile.registered_at)),
            "sealed": {"B": self._seal(contestant, profile)},
        }
        return item | ({"agency": string(profile.agency)} if profile.agency else {})

    def _seal(self, contestant: str, profile: Profile) -> bytes:
        personal = {name: getattr(profile, name) for name in _PERSONAL}
        data = json.dumps(personal | {"birth_date": profile.birth_date.isoformat()}).encode()
        return seal_personal(self.personal_key, contestant, data, os.urandom(NONCE_BYTES))

    def _as_now(self, contestant: str, item: Item | None, moves: Item | None) -> Profile | None:
        """The profile with the post its owner holds now."""
        profile = self.read_profile(contestant, item) if item else None
        posts = read_posts(moves)
        if profile is None or not posts:
            return profile
        held = posts[-1][0].post
        return replace(profile, agency=held.agency, group=held.group)

    def read_profile(self, contestant: str, item: Item) -> Profile | None:
        """The profile in an item; None once its personal data has been erased."""
        if "sealed" not in item:
            return None
        data = open_personal(self.personal_key, contestant, item["sealed"]["B"])
        personal = json.loads(data)
        return Profile(
            code=item["code"]["S"],
            agency=item["agency"]["S"] if "agency" in item else None,
            group=item["group"]["S"],
            consent=item["consent"]["S"],
            registered_at=moment(int(item["reg"]["N"])),
            **personal | {"birth_date": date.fromisoformat(personal["birth_date"])},
        )

    def count_try(self, contestant: str, window: int, tries: int, until: datetime) -> bool:
        """Count one try at signing in; False if the window's tries are used up.

        The try is counted before it is judged, so guesses made at the same instant can't slip by.
        """
        try:
            self.table.client.update_item(
                TableName=self.table.name,
                Key=key(f"T#{contestant}", str(window)),
                UpdateExpression="SET #ttl = :until ADD tries :one",
                ConditionExpression="attribute_not_exists(tries) OR tries < :max",
                ExpressionAttributeNames={"#ttl": "ttl"},
                ExpressionAttributeValues={
                    ":one": number(1),
                    ":max": number(tries),
                    ":until": number(int(until.timestamp())),
                },
            )
        except ClientError as error:
            refused_item(error)
            return False
        return True

    def forget_tries(self, contestant: str, window: int) -> None:
        """Forget the tries of a window once its owner has signed in."""
        self.table.client.delete_item(
            TableName=self.table.name, Key=key(f"T#{contestant}", str(window))
        )


_PERSONAL = ("full_name", "birth_date", "phone", "commune", "email", "position")
