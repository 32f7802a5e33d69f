"""Reads a Bot API request as clients send it: query, form, multipart or JSON."""

import json
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from bot.sandbox.parameters import Upload
from bot.sandbox.refusals import ApiError, bad_request

MAX_BODY = 52 * 1024 * 1024


async def read_parameters(request: web.BaseRequest) -> dict[str, Any]:
    """The raw parameters: texts, uploads, or (from JSON) values."""
    found: dict[str, Any] = {}
    if request.query_string:
        found.update(parse_qsl(request.query_string, keep_blank_values=True))
    if request.method != "POST":
        return found
    kind = request.content_type
    if kind == "application/x-www-form-urlencoded":
        body = await request.read()
        found.update(parse_qsl(body.decode(), keep_blank_values=True))
    elif kind == "multipart/form-data":
        found.update(await _read_multipart(request))
    elif kind == "application/json":
        found.update(_read_json(await request.read()))
    return found


def _read_json(body: bytes) -> dict[str, Any]:
    try:
        values = json.loads(body) if body else {}
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise bad_request("can't parse request body as JSON")
    return {name: value for name, value in values.items() if value is not None}


async def _read_multipart(request: web.BaseRequest) -> dict[str, Any]:
    texts: dict[str, Any] = {}
    uploads: dict[str, Upload] = {}
    size = 0
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name:
            raise bad_request("can't parse multipart form data")
        data = bytearray()
        while chunk := await part.read_chunk(1 << 16):
            size += len(chunk)
            if size <= MAX_BODY:
                data += chunk
        if part.filename is None:
            texts[part.name] = data.decode()
        else:
            uploads[part.name] = Upload(part.filename, bytes(data))
    if size > MAX_BODY:
        raise ApiError(413, "Request Entity Too Large")
    for name, value in texts.items():
        if value.startswith("attach://"):
            upload = uploads.pop(value.removeprefix("attach://"), None)
            if upload is None:
                raise bad_request(f'attached file of parameter "{name}" not found')
            texts[name] = upload
    return texts | uploads
