"""Files people and the bot exchanged: their bytes, names and the identifiers Telegram gives out."""

import mimetypes
import re
import secrets
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_BAD = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*]+")
_FOLDERS = {"document": "documents", "photo": "photos", "voice": "voice"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file as the local Telegram keeps it."""

    file_id: str
    unique_id: str
    path: str
    kind: str
    name: str
    mime: str
    data: bytes

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)


class FileShelf:
    """All files, by `file_id` and by download path; kept beside the state when there is one."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def put(self, kind: str, name: str, data: bytes) -> StoredFile:
        """Store the bytes; the name is cleaned as Telegram cleans it."""
        name = clean_name(name)
        suffix = PurePosixPath(name).suffix
        path = f"{_FOLDERS[kind]}/file_{len(self._by_path)}{suffix}"
        stored = StoredFile(
            file_id="BQAC" + secrets.token_urlsafe(39),
            unique_id="AgAD" + secrets.token_urlsafe(8),
            path=path,
            kind=kind,
            name=name,
            mime=mimetypes.guess_type(name)[0] or "application/octet-stream",
            data=data,
        )
        self._keep(stored)
        if self.folder is not None:
            target = self._place(stored)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        return stored

    def by_id(self, file_id: str) -> StoredFile | None:
        """The file with this `file_id`; the smaller sizes of a photo end in "-" and a number."""
        return self._by_id.get(file_id) or self._by_id.get(file_id.rpartition("-")[0])

    def by_path(self, path: str) -> StoredFile | None:
        """The file at this download path."""
        return self._by_path.get(path)

    def snapshot(self) -> list[dict[str, str]]:
        """What the state file says about the files (their bytes lie beside it)."""
        return [
            {
                "file_id": stored.file_id,
                "unique_id": stored.unique_id,
                "path": stored.path,
                "kind": stored.kind,
                "name": stored.name,
                "mime": stored.mime,
            }
            for stored in self._by_id.values()
        ]

    def restore(self, rows: list[dict[str, str]]) -> None:
        """Take back what `snapshot` said; a file whose bytes are gone is empty."""
        for row in rows:
            place = self.folder / row["path"] if self.folder is not None else None
            data = place.read_bytes() if place is not None and place.is_file() else b""
            self._keep(StoredFile(**row, data=data))

    def _keep(self, stored: StoredFile) -> None:
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored

    def _place(self, stored: StoredFile) -> Path:
        assert self.folder is not None
        return self.folder / stored.path


def clean_name(name: str) -> str:
    """A file name without folders and characters no file system takes.

    Letters stay as they came, decomposed ones too: composing them is the bot's task.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return _BAD.sub("_", last).strip() or "file"
