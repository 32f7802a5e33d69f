"""The command line. What a command needs is imported when it is called.

A wrong setting is answered with one line on stderr and exit code 2, never with a traceback.
"""

import asyncio
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TypeVar

import structlog
import typer

from bot import logs
from bot.operations.garbage import left_alone
from bot.operations.refusal import Refused
from bot.settings import Settings, WrongSetting, load_settings

Result = TypeVar("Result")

WRONG_SETTING = 2
INTERRUPTED = 130

log = structlog.get_logger(__name__)

app = typer.Typer(
    help="Целевой маршрут: from an official order to reminders, answers and reports.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def _without_command(context: typer.Context) -> None:
    """Целевой маршрут: from an official order to reminders, answers and reports."""
    if context.invoked_subcommand is None:
        run()


@app.command()
def run() -> None:
    """Start the bot; without BOT_TOKEN start the demo (this is also what no command does)."""
    settings = _settings()
    if settings.bot_token is None:
        _start_demo(settings)
        return
    with left_alone():
        _check_database(settings)  # the cheap questions first: what follows takes seconds to import
        _say_that_it_takes_a_while()
        from bot.lifecycle import run_bot

    _complete(run_bot(settings))


@app.command()
def demo(
    fresh: Annotated[bool, typer.Option("--fresh", help="Throw the old demo away and begin anew.")] = False,
) -> None:
    """Start the local Telegram with demo data, even where BOT_TOKEN is set."""
    _start_demo(_settings(), fresh=fresh)


@app.command()
def migrate() -> None:
    """Bring the database to the schema of this version (every start does so by itself)."""
    before, after = _check_database(_settings())
    typer.echo(f"The schema is at {after}" + ("." if before == after else f" (was: {before or 'empty'})."))


@app.command()
def backup(
    place: Annotated[
        Path | None, typer.Argument(metavar="[PATH]", help="A new file or a folder; else data/backups.")
    ] = None,
    keep: Annotated[
        int | None, typer.Option("--keep", min=1, help="Remove older backups of that folder but so many.")
    ] = None,
) -> None:
    """Write a backup while the bot runs, and prove it by restoring it (works on both databases)."""
    from bot.operations.command import write_backup

    typer.echo(_complete(write_backup(_settings(), place, keep)))


@app.command()
def restore(
    path: Annotated[Path, typer.Argument(help="A backup made by `backup`, of either database.")],
    replace: Annotated[bool, typer.Option("--replace", help="Throw away what is in the database.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Fill an empty database from a backup; stop the bot first."""
    from bot.operations.command import read_backup
    from bot.operations.place import name_of

    settings = _settings()
    name = name_of(settings.database_url)
    if replace and not yes:
        typed = typer.prompt(f"Everything in {name} will be thrown away. Type its name / введите имя базы")
        if typed.strip() != name:
            typer.echo("That is another name, nothing was changed. Ничего не изменено.", err=True)
            raise typer.Exit(1)
    typer.echo(_complete(read_backup(settings, path, replace=replace)))


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Look whether all is well and say what to do where it is not (exit code 1); changes nothing."""
    from bot.operations.command import examined, report, unreadable

    try:
        settings = _read_settings()
    except WrongSetting as error:
        checks = unreadable(str(error))
    else:
        checks = _complete(examined(settings))
    text, is_well = report(checks, as_json=as_json)
    typer.echo(text)
    raise typer.Exit(0 if is_well else 1)


@app.command()
def migration(
    message: Annotated[str, typer.Argument(help="What changes, for example: add contests")],
) -> None:
    """For developers: write the next migration from what the models have become."""
    from bot.models.schema import write_migration

    if not message.strip():
        typer.echo('Say what changes: make migration ARGS="add contests"', err=True)
        raise typer.Exit(WRONG_SETTING)
    path = asyncio.run(write_migration(message.strip()))
    typer.echo(f"Written, now read it and make it yours: bot/models/migrations/versions/{path.name}")


@app.command(
    add_help_option=False, context_settings={"allow_extra_args": True, "ignore_unknown_options": True}
)
def plan(context: typer.Context) -> None:
    """Read an official plan: `plan check FILE`, `plan read-deadlines`; needs no setting."""
    from bot.plan_document.command import main

    raise typer.Exit(main(context.args, program="python -m bot plan"))


def _start_demo(settings: Settings, *, fresh: bool = False) -> None:
    with _readable():
        from bot.demo.ground import ground

        with ground(settings, fresh=fresh) as place:  # the cheap questions first, as above
            _say_that_it_takes_a_while()
            with left_alone():
                from bot.demo.town import run_demo

            asyncio.run(run_demo(place, announce=typer.echo))


def _say_that_it_takes_a_while() -> None:
    if sys.stderr.isatty():
        typer.echo("Запускаю, это несколько секунд / starting, a few seconds", err=True)


def _check_database(settings: Settings) -> tuple[str | None, str | None]:
    from bot.models.schema import UnusableDatabase, prepare

    async def check() -> tuple[str | None, str | None]:
        try:
            return await prepare(settings.database_url)
        except UnusableDatabase as refusal:
            raise WrongSetting(f"DATABASE_URL: {refusal}") from None

    return _complete(check())


def _settings() -> Settings:
    with _readable():
        return _read_settings()


def _read_settings() -> Settings:
    try:
        settings = load_settings()
    except UnicodeDecodeError:
        raise WrongSetting(".env: it is not UTF-8 text; save it again with the encoding UTF-8.") from None
    token = settings.bot_token.get_secret_value() if settings.bot_token else ""
    logs.configure(settings.log_level, secrets=[token, settings.webhook_secret.get_secret_value()])
    return settings


def _complete(work: Coroutine[Any, Any, Result]) -> Result:
    with _readable():
        return asyncio.run(work)


@contextmanager
def _readable() -> Iterator[None]:
    """What a person can put right becomes one line; a fault of the program is logged."""
    try:
        yield
    except WrongSetting as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(WRONG_SETTING) from None
    except Refused as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except Exception as fault:  # whatever it is, its message may quote somebody and stays out of sight
        log.critical("fault_of_the_program", error=type(fault).__name__, exc_info=fault)
        raise typer.Exit(1) from None
