"""People: profiles, exclusions and rosters under the contestant's key, and tries at signing in.

The national id is nowhere in the table; personal data is in the profile only, so that erasing it
after the contest leaves entries and results whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from botocore.exceptions import ClientError

from contest.domain.attempt import Entry
from contest.domain.phase import milliseconds, moment
from contest.store.entries import read_entry
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
        return About(
            profile=_read_profile(profile) if profile else None,
            excluded="PERSON#EXCLUSION" in items,
            on_roster="PERSON#ROSTER" in items,
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
            "Item": key(f"C#{contestant}", "PERSON#PROFILE") | _profile_item(profile),
            "ConditionExpression": "attribute_not_exists(pk)",
        }

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


_OPTIONAL = ("phone", "agency", "commune", "email", "position")


def _profile_item(profile: Profile) -> dict[str, Any]:
    given = {name: getattr(profile, name) for name in _OPTIONAL}
    return {
        "code": string(profile.code),
        "full_name": string(profile.full_name),
        "birth_date": string(profile.birth_date.isoformat()),
        "group": string(profile.group),
        "consent": string(profile.consent),
        "reg": number(milliseconds(profile.registered_at)),
    } | {name: string(value) for name, value in given.items() if value}


def _read_profile(item: Item) -> Profile:
    optional: dict[str, Any] = {
        name: item[name]["S"] if name in item else None for name in _OPTIONAL
    }
    return Profile(
        code=item["code"]["S"],
        full_name=item["full_name"]["S"],
        birth_date=date.fromisoformat(item["birth_date"]["S"]),
        group=item["group"]["S"],
        consent=item["consent"]["S"],
        registered_at=moment(int(item["reg"]["N"])),
        **optional,
    )
