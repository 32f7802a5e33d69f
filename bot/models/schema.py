"""The schema follows the code: migrations run at start, a newer database is refused."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.models.base import Database

MIGRATIONS = Path(__file__).parent / "migrations"


class NewerDatabase(Exception):  # noqa: N818 - reads as the fault it names
    """The database was written by a newer version of the code."""


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's settings; there is no ini file, the code is the only place."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


async def upgrade(database: Database) -> None:
    """Bring the schema to the code's version; raises `NewerDatabase` where that is impossible."""
    async with database.engine.connect() as connection:
        await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    config = alembic_config(connection)
    scripts = ScriptDirectory.from_config(config)
    known = {script.revision for script in scripts.walk_revisions()}
    with connection.begin():
        current = MigrationContext.configure(connection).get_current_revision()
        if current is not None and current not in known:
            raise NewerDatabase(
                f"The database is at schema {current}, which this version does not know: it was used by "
                "a newer version. Update the code, or restore the backup made before the update."
            )
        if current != scripts.get_current_head():
            command.upgrade(config, "head")
