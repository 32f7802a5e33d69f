"""What the commands print: one line of outcome, or a table of verdicts."""

import json
from pathlib import Path

from bot.clock import Clock
from bot.models import Database, schema
from bot.operations.backup import back_up
from bot.operations.checks import Check, State, worst
from bot.operations.doctor import examine
from bot.operations.place import is_missing, name_of
from bot.operations.refusal import Refused
from bot.operations.restore import restore
from bot.settings import Settings

_MEGABYTE = 2**20


async def write_backup(settings: Settings, place: Path | None, keep: int | None) -> str:
    """`bot backup`."""
    if is_missing(settings.database_url):
        raise Refused(f"DATABASE_URL: there is no {name_of(settings.database_url)} yet. Базы ещё нет.")
    database = await _opened(settings)
    try:
        made = await back_up(database, Clock(settings.zone), place, keep)
    finally:
        await database.close()
    removed = f", {made.removed} older removed" if made.removed else ""
    return (
        f"Копия готова / backup written: {made.path} — {len(made.contents.sums)} tables, "
        f"{made.contents.rows} rows, {made.size / _MEGABYTE:.1f} MB, proved by restoring{removed}."
    )


async def read_backup(settings: Settings, path: Path, *, replace: bool) -> str:
    """`bot restore`."""
    database = await _opened(settings)
    try:
        contents = await restore(database, path, Clock(settings.zone), replace=replace)
    finally:
        await database.close()
    return (
        f"Восстановлено / restored: {name_of(settings.database_url)} — {len(contents.sums)} tables, "
        f"{contents.rows} rows as of {contents.made_at}, every one compared."
    )


async def examined(settings: Settings) -> list[Check]:
    """`bot doctor`."""
    return await examine(settings, Clock(settings.zone))


def unreadable(refusal: str) -> list[Check]:
    """The settings themselves are wrong: nothing else can be looked into."""
    return [Check("settings", State.FAIL, refusal, "correct it in .env")]


def report(checks: list[Check], *, as_json: bool) -> tuple[str, bool]:
    """The verdicts as text or JSON, and whether nothing has to be put right."""
    verdict = worst(checks)
    if as_json:
        rows = [vars(each) for each in checks]
        text = json.dumps({"status": verdict, "checks": rows}, ensure_ascii=False, indent=2)
        return text, verdict is not State.FAIL
    lines = []
    for each in checks:
        lines.append(f"{each.state.value.upper():5} {each.name:15} {each.said}")
        if each.remedy:
            lines.append(f"{'':21} → {each.remedy}")
    closing = {
        State.OK: "Всё в порядке / all is well.",
        State.WARN: "Работает, но есть на что взглянуть / it works, there is something to look into.",
        State.FAIL: "Есть что исправить / something has to be put right.",
    }
    return "\n".join([*lines, closing[verdict]]), verdict is not State.FAIL


async def _opened(settings: Settings) -> Database:
    try:
        return await schema.open_database(settings.database_url)
    except schema.UnusableDatabase as refusal:
        raise Refused(f"DATABASE_URL: {refusal}") from None
