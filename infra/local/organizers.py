"""Cognito on one machine: the template's pool, client and groups, and people to sign in as.

moto's CloudFormation knows no user pool, so the template's own properties go through the API.
"""

import secrets
from dataclasses import dataclass
from typing import Any

from infra.local import template

_POOL = "Organizers"
_APP = "OrganizersApp"
# CloudFormation says these otherwise than the API does.
_NOT_OF_THE_API = {"UserPoolName", "EnabledMfas"}


@dataclass(frozen=True)
class Sample:
    """Somebody to sign in as."""

    username: str
    password: str
    group: str
    what: str
    agency: str | None = None


def create_pool(client: Any) -> dict[str, str]:
    """The template's user pool, client and groups; gives what each `!Ref` stands for."""
    (properties,) = template.resources("AWS::Cognito::UserPool").values()
    wanted = {name: each for name, each in properties.items() if name not in _NOT_OF_THE_API}
    pool = client.create_user_pool(PoolName="local", **wanted)["UserPool"]["Id"]
    client.set_user_pool_mfa_config(
        UserPoolId=pool,
        MfaConfiguration=properties["MfaConfiguration"],
        SoftwareTokenMfaConfiguration={
            "Enabled": "SOFTWARE_TOKEN_MFA" in properties["EnabledMfas"]
        },
    )
    values = {_POOL: pool}
    (app,) = template.resources("AWS::Cognito::UserPoolClient").values()
    made = client.create_user_pool_client(**_resolved(app, values))
    for group in template.resources("AWS::Cognito::UserPoolGroup").values():
        client.create_group(**_resolved(group, values))
    return values | {_APP: made["UserPoolClient"]["ClientId"]}


def _resolved(properties: dict[str, Any], values: dict[str, str]) -> dict[str, Any]:
    """Properties with each `!Ref` at the top looked up."""
    return {
        name: template.resolve(each, values) if isinstance(each, template.Reference) else each
        for name, each in properties.items()
    }


def samples(agency: str) -> tuple[Sample, ...]:
    """Somebody for each role, with passwords drawn now; the focal point is of this agency.

    The secretariat has two, for one works a result out and another approves it.
    """
    return (
        Sample("thu-ky", _password(), "secretariat", "Tổ Thư ký"),
        Sample("thu-ky-2", _password(), "secretariat", "Tổ Thư ký, người duyệt"),
        Sample("soan-thao", _password(), "drafter", "Tổ soạn thảo"),
        Sample("kiem-tra", _password(), "auditor", "kiểm tra, chỉ xem"),
        Sample("dau-moi", _password(), "agency", f"đầu mối {agency}", agency),
    )


def _password() -> str:
    return f"Hoi.thi-{secrets.randbelow(10**8):08}"


def invite(client: Any, pool: str, person: Sample) -> None:
    """Give somebody an account and put them into their group."""
    name = {"UserPoolId": pool, "Username": person.username}
    attributes = [{"Name": "custom:agency", "Value": person.agency}] if person.agency else []
    client.admin_create_user(**name, UserAttributes=attributes, MessageAction="SUPPRESS")
    client.admin_set_user_password(**name, Password=person.password, Permanent=True)
    client.admin_add_user_to_group(**name, GroupName=person.group)
