"""What docs/security.md promises (the matrix of roles is in test_access, floods are in test_flood)."""

import ast
import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from bot.errors import DomainError
from bot.models import AssignmentState, Base, Completion, Invite, OrganisationKind, OutboxMessage, Plan, Role
from bot.sandbox import Visitor
from bot.services import organisation_table
from bot.services.cycle_plan import CyclePlan
from bot.services.people import NewInvite
from bot.services.sheets import Column, File, Sheets
from bot.texts import Words
from tests.board_city import FIRST, ODD, Town, actor_of, administrator, assignment, content_of, town
from tests.city import CYCLE_PLAN, City, city
from tests.fuzz.run import captured_log
from tests.taps import go, tap

BOT = Path(__file__).resolve().parent.parent / "bot"
FORMULAS = ("=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1:A9)", "\t=1+1", '=HYPERLINK("http://x")')


async def _invite(c: City, role: Role = Role.CONTROLLER) -> NewInvite:
    return await c.app.services.people.invite(await administrator(c), role, None)


async def _accept(c: City, user_id: int, token: str) -> str:
    """The refusal an account meets with a token, or nothing."""
    try:
        await c.app.services.people.accept_invite(user_id, user_id, "ru", token)
    except DomainError as refusal:
        return refusal.key
    return ""


async def test_an_invite_cannot_be_guessed_and_is_not_in_the_database(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        await c.administrator.start()
        await c.settle()
        tokens = [(await _invite(c)).token for _ in range(20)]
        assert len(set(tokens)) == 20
        assert all(len(token) >= 32 for token in tokens), "24 bytes of chance and more"
        async with c.app.db.reading() as session:
            digests = set(await session.scalars(select(Invite.token_digest)))
            rows = [
                str(tuple(row))
                for table in Base.metadata.sorted_tables
                for row in await session.execute(select(table))
            ]
        assert digests == {hashlib.sha256(token.encode()).hexdigest() for token in tokens}
        assert not [row for row in rows for token in tokens if token in row], (
            "a stolen database opens nothing"
        )


def test_chance_that_guards_something_comes_from_secrets() -> None:
    users = {
        path.name
        for path in BOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and "random" in (getattr(node, "module", "") or "", *(alias.name for alias in node.names))
    }
    assert users <= {"faults.py"}, "the module random can be foreseen"
    assert "secrets.token_urlsafe(24)" in (BOT / "services" / "invites.py").read_text(encoding="utf-8")


async def test_an_invite_works_once_in_time_and_until_it_is_taken_back(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        await c.administrator.start()
        await c.settle()
        used, late, revoked = [await _invite(c) for _ in range(3)]
        assert await _accept(c, 71, used.token) == ""
        assert await _accept(c, 72, used.token) == "invite-used"
        assert await _accept(c, 72, used.token[:-1]) == "invite-unknown"
        assert await _accept(c, 72, hashlib.sha256(late.token.encode()).hexdigest()) == "invite-unknown"
        boss = await administrator(c)
        rows = await c.app.services.people.list_invites(boss)
        await c.app.services.people.revoke(boss, rows[0].invite_id)
        assert await _accept(c, 72, revoked.token) == "invite-revoked"
        c.clock.freeze(c.clock.now() + timedelta(days=c.settings.invite_days + 1))
        assert await _accept(c, 72, late.token) == "invite-expired"


async def test_whoever_left_is_a_stranger_with_the_old_link(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        await c.administrator.start()
        await c.settle()
        invite = await _invite(c)
        assert await _accept(c, 71, invite.token) == ""
        boss = await administrator(c)
        (member,) = await c.app.services.people.members(boss)
        await c.app.services.people.end_membership(boss, member.membership_id, None)
        assert await _accept(c, 71, invite.token) == "invite-used"
        actor = await c.app.services.people.actor(71, 71)
        assert actor is not None
        assert not actor.roles


@pytest.mark.parametrize("name", ["план.docm", "план.exe", "план.docx.js", "план", "", "план.pptx"])
async def test_a_file_of_another_kind_is_not_even_fetched(tmp_path: Path, name: str) -> None:
    async with city(tmp_path) as c:
        await c.administrator.start()
        await c.settle()
        calls = len(c.telegram.calls)
        await c.administrator.send_file(name, b"PK\x03\x04")
        await c.settle()
        methods = [call.method for call in list(c.telegram.calls)[calls:]]
        assert methods == ["sendMessage"], "no getFile"
        await go(c, c.administrator, "Организации", "Загрузить список")
        calls = len(c.telegram.calls)
        await c.administrator.send_file(name, b"PK\x03\x04")
        await c.settle()
        assert "getFile" not in [call.method for call in list(c.telegram.calls)[calls:]]


async def test_a_file_too_big_is_not_even_fetched(tmp_path: Path) -> None:
    async with city(tmp_path, upload_megabytes=1) as c:
        await c.administrator.start()
        await c.settle()
        calls = len(c.telegram.calls)
        await c.administrator.send_file("план.docx", b"PK\x03\x04" + b"0" * 1024 * 1024)
        await c.settle()
        assert "getFile" not in [call.method for call in list(c.telegram.calls)[calls:]]
        assert c.administrator.last.text == Words("ru").label("upload-too-big", megabytes=1)


async def test_a_small_archive_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("word/document.xml", "xl/workbook.xml", "[Content_Types].xml"):
            with archive.open(name, "w", force_zip64=True) as entry:
                for _ in range(300):
                    entry.write(b" " * 1024 * 1024)
    async with city(tmp_path) as c:
        await c.administrator.start()
        await c.settle()
        boss = await administrator(c)
        with pytest.raises(DomainError):
            await c.app.services.cycle_plan.import_plan(boss, "план.docx", bomb.getvalue())
        with pytest.raises(DomainError):
            await c.app.services.organisations.import_table(boss, "список.xlsx", bomb.getvalue())


@pytest.mark.parametrize("name", ["../../../../etc/passwd.docx", "..\\..\\boot.docx", "/etc/cron.d/x.docx"])
async def test_the_name_of_a_file_leads_nowhere(tmp_path: Path, name: str) -> None:
    async with town(tmp_path) as made:
        before = {path for path in tmp_path.rglob("*") if path.is_file()}
        plans: CyclePlan = made.c.app.services.cycle_plan
        content = content_of(BOT.parent / "plans" / "plan-1039-rz-2018.docx")
        await plans.import_plan(await administrator(made.c), name, content)
        async with made.c.app.db.reading() as session:
            kept = list(await session.scalars(select(Plan.file_name)))
        assert name in kept or Path(name).name in kept
        after = {path for path in tmp_path.rglob("*") if path.is_file()}
        assert {path.suffix for path in after - before} <= {".sqlite3-wal", ".sqlite3-shm"}, (
            "kept as a row only"
        )


async def test_a_decomposed_name_is_kept_composed(tmp_path: Path) -> None:
    async with town(tmp_path) as made:
        await _open_report(made, made.first)
        await made.first.send_file(unicodedata.normalize("NFD", "Отчёт школы й.docx"), b"data")
        await made.c.settle()
        async with made.c.app.db.reading() as session:
            assert await session.scalar(select(Completion.file_name)) == "Отчёт школы й.docx"
    assert File(unicodedata.normalize("NFD", "й.xlsx"), b"").name == "й.xlsx"


def _formulas(content: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows():
            yield from (f"{sheet.title}!{cell.coordinate}" for cell in row if cell.data_type == "f")


def test_a_cell_never_becomes_a_formula() -> None:
    sheets = Sheets()
    sheets.add(
        "Лист", [Column(text, 9) for text in FORMULAS], [list(FORMULAS)], above=FORMULAS, foot=FORMULAS
    )
    assert list(_formulas(sheets.content())) == []
    rows = [organisation_table.TableRow(text, OrganisationKind.SCHOOL, (text,)) for text in FORMULAS]
    assert list(_formulas(organisation_table.write(rows))) == []


def test_every_workbook_is_written_by_those_who_write_no_formulas() -> None:
    writers = {
        path.name for path in BOT.rglob("*.py") if "xlsxwriter.Workbook" in path.read_text(encoding="utf-8")
    }
    assert writers == {"sheets.py", "organisation_table.py", "code_join.py"}
    for name in writers:
        text = next(BOT.rglob(name)).read_text(encoding="utf-8")
        assert not re.search(r"\.write(_formula|_row|_column|_url|_rich_string|_array_formula)?\(", text)


async def test_every_export_of_a_nasty_town_is_plain(tmp_path: Path) -> None:
    async with town(tmp_path) as made:
        c = made.c
        for number, text in enumerate(FORMULAS):
            await c.organisation(f"{text} {number}", OrganisationKind.SCHOOL)
        c.clock.freeze(datetime(2027, 9, 20, 10, 0))
        boss, words = await administrator(c), Words("ru")
        (board,) = await c.app.services.board.cycles(boss)
        cycle = board.head.cycle_id
        files = [
            (await c.app.services.board.table(boss, cycle, words)).content,
            (await c.app.services.unreachable.table(boss, words)).content,
            await c.app.services.organisations.table(),
        ]
        for content in files:
            assert list(_formulas(content)) == []
            assert len(content) > 1000


async def test_names_are_text_on_every_screen(tmp_path: Path) -> None:
    async with town(tmp_path) as made:
        c = made.c
        await c.administrator.start()
        await c.settle()
        who = await c.join("Инна Демо", Role.COORDINATOR, made.numbers[ODD])
        for path in (("Мои поручения",), ("Замещение",)):
            await go(c, who, *path)
        for path in (("Доска",), ("Люди",), ("Организации",), ("Кому позвонить",), ("Ждут решения",)):
            await go(c, c.administrator, *path)
        card = await c.app.services.organisations.card(made.numbers[ODD])
        await c.say(who, "/tasks")
        await tap(c, who, "1.")
        assert card.row.name == ODD
        assert ODD in who.last.text
        assert not [name for name in c.telegram.counters if re.search(r"(send|edit)\w+ 400", name)]


@pytest.mark.parametrize("text", ["&" * 2000, "<b>" * 600, "слово " * 330, "\U0001f600" * 2000])
async def test_the_longest_text_is_shown_to_whoever_decides(tmp_path: Path, text: str) -> None:
    async with town(tmp_path) as made:
        await _open_report(made, made.first)
        mark = made.controller.mark
        await made.c.say(made.first, text)
        (told,) = made.controller.received_since(mark)
        assert text[:30] in told.text
        await made.controller.press("Открыть")
        await made.c.settle()
        assert text[:30] in made.controller.last.text


@pytest.mark.parametrize("text", ["слово " * 600, "\U0001f600" * 2000])
async def test_a_card_with_a_long_history_is_shown_whole(tmp_path: Path, text: str) -> None:
    async with town(tmp_path) as made:
        c, executor, controller = made.c, made.first, made.controller
        for _ in range(6):
            await _open_report(made, executor)
            await c.say(executor, text)
            await c.say(controller, "/menu")
            await tap(c, controller, "Ждут решения", "1", "Вернуть")
            await c.say(controller, text)
            assert text[:30] in controller.last.text
        assert len(controller.last.text.encode("utf-16-le")) // 2 <= 4096


@pytest.mark.parametrize(
    "name",
    ["план." + "&<>" * 1500, "&<>" * 1500 + ".docx", "\U0001f600" * 1500 + ".docx"],
    ids=["ending", "name", "emoji"],
)
@pytest.mark.parametrize("content", [b"nothing", CYCLE_PLAN.read_bytes()], ids=["nothing", "a plan"])
async def test_the_name_of_a_file_is_quoted_only_in_part(tmp_path: Path, name: str, content: bytes) -> None:
    async with town(tmp_path) as made:
        c = made.c
        await c.administrator.start()
        await c.settle()
        mark = c.administrator.mark
        await c.administrator.send_file(name, content)
        await c.settle()
        assert c.administrator.received_since(mark)


async def test_an_answer_to_an_earlier_question_is_not_taken_for_another(tmp_path: Path) -> None:
    async with town(tmp_path) as made:
        c, who = made.c, made.first
        await c.say(who, "/tasks")
        await tap(c, who, "1.1", "Не наше")
        earlier = who.last
        await c.say(who, "/tasks")
        await tap(c, who, "1.2", "Не наше")
        for label in (row[0].text for row in earlier.buttons[:2]):
            await who.press(label, earlier)
            await c.settle()
            assert who.toasts[-1].text == Words("ru").label("error-not-found")
        for item in ("1.1", "1.2"):
            assert (await assignment(c, item, FIRST)).state is AssignmentState.OPEN
        await tap(c, who, "К нашей")
        assert (await assignment(c, "1.2", FIRST)).state is AssignmentState.DISPUTED


@pytest.mark.parametrize("value", ["&" * 600, "а" * 5000])
def test_a_long_value_is_put_into_a_text_whole(value: str) -> None:
    text = Words("ru").html("organisation-known", name=value)
    assert value.replace("&", "&amp;") in text
    assert "\ue000" not in text
    assert value in Words("en").label("organisation-known", name=value)


async def test_what_is_typed_and_who_types_it_stay_out_of_the_log(tmp_path: Path) -> None:
    with captured_log() as written:
        async with town(tmp_path) as made:
            c = made.c
            secret = (await _invite(c)).token
            await _open_report(made, made.first)
            await c.say(made.first, "тайный звонок: +7 910 555-44-33, anna@example.org")
            await c.say(made.first, "тайное слово")
            await made.first.start(f"i{secret}")
            c.telegram.faults.server_error(method="sendMessage")
            await c.say(made.controller, "ещё тайное слово")
            await c.app.services.reminders.tick()
            assert await _count_sent(c) > 0
        log = written.getvalue()
    for hidden in ("тайное", "555-44", "anna@", secret, "local-telegram-token", "Ольга", "Школа"):
        assert hidden not in log


async def _count_sent(c: City) -> int:
    async with c.app.db.reading() as session:
        return len((await session.scalars(select(OutboxMessage.id))).all())


async def _open_report(made: Town, who: Visitor) -> None:
    """«Готово» on the first item of the first school, up to the question what to send."""
    actor = await actor_of(made.c, who)
    found = await assignment(made.c, "1.1", FIRST, date(2026, 7, 15))
    assert found.organisation_id in actor.organisation_ids
    await made.c.say(who, "/tasks")
    await tap(made.c, who, "1.1", "Готово")


def test_every_test_the_threat_model_names_exists() -> None:
    page = (BOT.parent / "docs" / "security.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([tT]est\w+)`", page))
    code = "".join(path.read_text(encoding="utf-8") for path in (BOT.parent / "tests").rglob("test_*.py"))
    missing = {name for name in named if not re.search(rf"\b(def {name}\(|{name} = )", code)}
    assert len(named) > 25
    assert not missing
