"""The demo's sample people: plainly invented, and like real ones to everything that counts."""

from infra.local.sample import Sample
from tests.organizers import Office


def test_sample_people_fill_the_console(office: Office) -> None:
    """They are nominated, registered, counted, and nobody could take them for real."""
    world = office.world
    said: list[str] = []
    Sample(world.table, world.built.secrets, world.clock()).put(200, said.append)
    office.count()
    desk = office.desk("kiem-tra")
    totals = desk.get("/overview").body["totals"]
    assert totals["nominated"] == 200
    assert 0 < totals["took_part"] < totals["registered"] < 200
    assert said[-1].endswith("200/200")
    people = desk.get("/contestants").body["rows"]
    assert all(
        row["name"].startswith(("Mẫu", "Thử", "Ví Dụ", "Giả Định", "Minh Họa")) for row in people
    )
    code = next(row["code"] for row in people if row["rounds"])
    (attempt,) = desk.get(f"/contestants/{code}").body["rounds"][0]["attempts"]
    assert attempt["total"] == 20
