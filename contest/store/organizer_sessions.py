"""What makes organizers' tokens void before they expire.

ORGANIZER#<subject>  SIGNED_OUT  at (ms), token: nothing that was issued before counts any more
AGENCY#<agency>      LINKS       link: the one link of the agency's focal point that is good
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from contest.domain.organizer import Organizer
from contest.domain.phase import milliseconds
from contest.store.table import Table, key, number, string

_LONGEST = timedelta(hours=24)
"""No session lasts longer, so that nothing older need be remembered."""


@dataclass(frozen=True)
class OrganizerSessions:
    """Who has signed out, and which links are good."""

    table: Table

    def is_signed_out(self, who: Organizer) -> bool:
        """Whether the session was ended, here or on another device.

        Tokens tell whole seconds. One that was issued in the very second of signing out counts,
        unless it is the one that was signed out: else signing in again at once would fail.
        """
        item = self.table.get(f"ORGANIZER#{who.subject}", "SIGNED_OUT")
        if item is None:
            return False
        second = int(item["at"]["N"]) // 1000
        return who.issued_at.timestamp() < second or item["token"]["S"] == who.token_id

    def sign_out(self, who: Organizer, at: datetime) -> None:
        """End all sessions of a person; `at` is by the clock of whoever signed the token."""
        item: Any = key(f"ORGANIZER#{who.subject}", "SIGNED_OUT") | {
            "at": number(milliseconds(at)),
            "token": string(who.token_id),
            "ttl": number(int((at + _LONGEST).timestamp())),
        }
        self.table.client.put_item(TableName=self.table.name, Item=item)

    def good_link(self, agency: str) -> str | None:
        """The id of the link that is good for an agency, or None."""
        item = self.table.get(f"AGENCY#{agency}", "LINKS")
        return None if item is None else item["link"]["S"]

    def replace_link(self, agency: str, link_id: str) -> Mapping[str, Any]:
        """The write that makes a link the agency's only one: part of a transaction."""
        item = key(f"AGENCY#{agency}", "LINKS") | {"link": string(link_id)}
        return {"Put": {"TableName": self.table.name, "Item": item}}
