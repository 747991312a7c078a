"""利用者: administrators keep the accounts. Each change is in the log; whoever it is about is re-righted or sent off.

Nobody changes what the own account may do, and the last administrator stays one.
"""

from __future__ import annotations

from typing import Final

import msgspec

from handoff.account import Account, Team, team_faults, tidy
from handoff.catalog_faults import BadRows, Fault
from handoff.refusal import Reason, Refused
from handoff.rights import item_groups
from server.ports.users import Edit, Plan, UserKept, UserLine, UserMoved
from server.work import accounts, drafts, editors, rerighting
from server.work.cupboards import Actor, Cupboards

MOST_LINES: Final = 100


class Listed(msgspec.Struct, frozen=True):
    """All that the administrators' list shows. `locked`: accounts that wrong tries have locked just now; `departments`:
    names that are in use; `item_groups`, `forms`: what grants may name, by id."""

    users: list[UserKept]
    teams: list[Team]
    plans: list[Plan]
    locked: list[str]
    departments: list[str]
    item_groups: dict[str, list[str]]
    forms: dict[str, str]
    today: str


async def listed(c: Cupboards, who: Actor) -> Listed:
    """Everybody. Refused: `not_allowed`, as everything here, for whoever is no administrator."""
    editors.must_administer(who)
    rules = c.catalogs.settings().passwords
    users = await c.users.all(c.clock() - rules.lock_minutes * 60_000)
    counters, tables = c.catalogs.house().counters, c.catalogs.current().tables
    return Listed(
        users=users,
        teams=await c.users.teams(),
        plans=await c.users.plans(),
        locked=[one.clerk for one in users if one.failed > rules.tries],
        departments=sorted({one.account.department for one in users} | {one.department for one in counters}),
        item_groups=item_groups(tables.get("item_groups", [])),
        forms={row["form_id"]: row["name"] for row in tables.get("forms", [])},
        today=c.business_day(),
    )


async def write(c: Cupboards, who: Actor, clerk: str | None, account: Account, base: int) -> tuple[str, int]:
    """An account as it is from now on (None: a new one): its id, its revision.

    Refused: `BadRows` with each fault by its field, `overtaken`, `no_such_user`, `own_account`, `last_admin`.
    """
    editors.must_administer(who)
    account = tidy(account)
    users = await c.users.all(c.clock())
    edit = Edit(clerk or accounts.new_id(c), account, base if clerk else 0)
    accounts.check(who, users, [edit], await accounts.known_of(c), c.business_day())
    try:
        revs = await c.users.write([edit], drafts.hand(c, who), "change")
    except UserMoved:
        raise Refused(Reason.overtaken) from None
    await accounts.audit(c, who, "change" if clerk else "new", edit.clerk)
    await rerighting.at_once(c)
    return edit.clerk, revs[0]


async def plan(c: Cupboards, who: Actor, clerk: str, account: Account, base: int, day: str) -> None:
    """From a day on the account is so; what differs from now is what changes then.

    Refused: as `write`, `past_time` for a day that has begun, `nothing_changed`.
    """
    editors.must_administer(who)
    accounts.must_come(c, day)
    account = tidy(account)
    users = await c.users.all(c.clock())
    edit = Edit(clerk, account, base)
    accounts.check(who, users, [edit], await accounts.known_of(c, day), day)
    before = accounts.of(users, clerk)
    if before.rev != base:
        raise Refused(Reason.overtaken)
    changes = accounts.differing(before.account, account)
    if not changes:
        raise Refused(Reason.nothing_changed)
    await c.users.plan({clerk: changes}, day, drafts.hand(c, who))
    await accounts.audit(c, who, "plan", clerk)


async def withdraw(c: Cupboards, who: Actor, plan: int) -> None:
    """A change that was planned does not come. Refused: `no_such_plan`."""
    editors.must_administer(who)
    if not await c.users.settle(plan, "withdrawn", drafts.hand(c, who)):
        raise Refused(Reason.no_such_plan)
    await accounts.audit(c, who, "withdraw", str(plan))


async def put_team(c: Cupboards, who: Actor, team: Team, new: bool) -> str:
    """A group is so from now on, for everybody in it; its id. Refused: `BadRows`, `own_account` for a group that one is
    in."""
    editors.must_administer(who)
    team = msgspec.structs.replace(team, team=accounts.new_id(c) if new else team.team, name=team.name.strip())
    users = await c.users.all(c.clock())
    if any(one.clerk == who.clerk and team.team in one.account.teams for one in users):
        raise Refused(Reason.own_account)
    found = team_faults(team, await accounts.known_of(c))
    if any(other.name == team.name and other.team != team.team for other in await c.users.teams()):
        found = [*found, Fault("teams", team.team, "name", "この名前のグループは、もうあります。")]
    if found:
        raise BadRows(Reason.bad_row.value, found)
    await c.users.put_team(team, drafts.hand(c, who))
    await accounts.audit(c, who, "team", team.team)
    await rerighting.at_once(c)
    return team.team


async def drop_team(c: Cupboards, who: Actor, team: str) -> None:
    """A group is gone; whoever was in it keeps the own rights."""
    editors.must_administer(who)
    if any(one.clerk == who.clerk and team in one.account.teams for one in await c.users.all(c.clock())):
        raise Refused(Reason.own_account)
    await c.users.drop_team(team, drafts.hand(c, who))
    await accounts.audit(c, who, "team_gone", team)
    await rerighting.at_once(c)


async def log(c: Cupboards, who: Actor, clerk: str | None, before: int | None) -> list[UserLine]:
    """Who changed what, newest first."""
    editors.must_administer(who)
    return await c.users.log(clerk, before, MOST_LINES)
