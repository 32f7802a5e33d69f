"""Who may press what: every button handler × every role, through the real dispatcher."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from aiogram import BaseMiddleware, Router
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.fsm.storage.base import StorageKey
from aiogram.types import TelegramObject, Update
from sqlalchemy import select

from bot.handlers.fallback import no_role, stale_button
from bot.models import AuditEntry, Base, FormState, OrganisationKind, Role
from bot.sandbox import Toast, Visitor
from bot.texts import LANGUAGES, Words
from tests.city import City, city
from tests.families import parent, pupil, trainee

ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
CONTROLLING = ADMINISTRATOR | {Role.CONTROLLER, Role.METHODIST}
KNOWN = frozenset(Role)
STAFF = frozenset(role for role in Role if role.is_office)
DAY = date(2026, 7, 1).toordinal()
STRANGER, DISMISSED = "stranger", "dismissed"

BEGUN = KNOWN | {DISMISSED}
"""Whoever is known at all, also without a role: a pupil who registers has none yet."""
COORDINATOR = frozenset({Role.COORDINATOR})
PUPIL = frozenset({Role.STUDENT})
PARENT = frozenset({Role.GUARDIAN})
ANSWERING = COORDINATOR | {Role.HEAD, Role.EXECUTOR, Role.METHODIST, Role.CONTROLLER}
OFFICES = COORDINATOR | {Role.HEAD, Role.EXECUTOR}
HOSTING = OFFICES | {Role.METHODIST}
EDITING = ADMINISTRATOR | {Role.METHODIST}
METHODIST = frozenset({Role.METHODIST})
LISTING = COORDINATOR | METHODIST
FAMILY = PUPIL | PARENT
ANNOUNCING = LISTING | CONTROLLING
ACCOMPANYING = frozenset({Role.TUTOR, Role.MENTOR})
ACCOMPANIED = frozenset({Role.STUDENT, Role.TRAINEE})
TUTOR = frozenset({Role.TUTOR})
ROUTING = COORDINATOR | TUTOR
CURATING = LISTING | {Role.HEAD}
REPORTING = HOSTING | {Role.CONTROLLER}
IN_A_PAIR = ACCOMPANYING | {Role.STUDENT, Role.TRAINEE}
COUNTING = LISTING | CONTROLLING | {Role.HEAD}

TAPS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("m:menu", "m:language", "lang:en"), KNOWN),
    **dict.fromkeys(("m:tasks", "m:deputy", "m:my-calendar"), STAFF),
    **dict.fromkeys(("m:board", "m:waiting", "m:plans", "m:unreachable"), CONTROLLING),
    **dict.fromkeys(("m:people", "m:organisations", "m:calendar"), ADMINISTRATOR),
    **dict.fromkeys((f"a:{act}:1" for act in ("open", "back", "promise", "extend", "hand")), STAFF),
    **dict.fromkeys((f"a:{act}:1" for act in ("complete", "progress", "help", "dispute")), STAFF),
    **dict.fromkeys(("al:0", "h:1:1", "rs:dispute:999:1", "r:file:1"), STAFF),
    **dict.fromkeys((f"{kind}:{use}:1:{DAY}" for kind in ("d", "mo") for use in ("p", "x")), STAFF),
    **dict.fromkeys((f"{kind}:{use}:1:{DAY}" for kind in ("d", "mo") for use in ("s1", "s2")), STAFF),
    **dict.fromkeys(("dp:choose:0", "dp:back:0", "di:1"), STAFF),
    **dict.fromkeys(("w:0", "r:accept:1", "r:return:1"), CONTROLLING),
    **dict.fromkeys(("q:grant:1", "q:refuse-dispute:1", "q:answer:1"), CONTROLLING),
    **dict.fromkeys((f"pl:{act}:1:2027:0" for act in ("show", "warnings", "ask", "start")), CONTROLLING),
    **dict.fromkeys((f"pl:{act}:1:2027:0" for act in ("items", "ladder", "undated", "changes")), CONTROLLING),
    **dict.fromkeys((f"rv:{act}:1:0:2027" for act in ("next", "again", "card", "fix", "save")), CONTROLLING),
    **dict.fromkeys((f"rv:{act}:1:0:2027" for act in ("confirmed", "undated", "skipped")), CONTROLLING),
    **dict.fromkeys((f"xp:{act}:1:2027:0:0" for act in ("choose", "docx", "xlsx", "whose")), CONTROLLING),
    **dict.fromkeys(("xp:ics:1:2027:0:0", "xp:ics:1:2027:1:0"), CONTROLLING),
    **dict.fromkeys(("ex:next:1:0", "ex:groups:1:0", "ex:school:1:0", "mn:1:1:0:0"), CONTROLLING),
    **dict.fromkeys(("ud:1",), CONTROLLING),
    **dict.fromkeys((f"{kind}:u:1:{DAY}" for kind in ("d", "mo")), CONTROLLING),
    **dict.fromkeys(("bc:1", "bs:1:1:0", "bi:1:0", "bo:1:1:0:0:0", "bl:1:silent:0"), CONTROLLING),
    **dict.fromkeys(("bl:1:late:0", "bu:1:0", "bd:1:0:item", "bx:1"), CONTROLLING),
    **dict.fromkeys((f"d:{use}:0:{DAY}" for use in ("off", "on")), ADMINISTRATOR),
    **dict.fromkeys((f"mo:off:0:{DAY}", "ol:upload", "ol:download", "oa:", "oa:school"), ADMINISTRATOR),
    **dict.fromkeys(("oc:card:0:school:0", "oc:card:0:all:0", "oo:card:0:1"), ADMINISTRATOR),
    **dict.fromkeys(("oo:group:1:1", "oo:invite-head:0:1"), ADMINISTRATOR),
    **dict.fromkeys((f"gr:{act}:1:0" for act in ("list", "open", "add")), ADMINISTRATOR),
    **dict.fromkeys(("gl:1:1", "fa:list:0:0", "fa:ask:1:0", "fa:forget:1:0"), ADMINISTRATOR),
    **dict.fromkeys((f"pp:{act}:0" for act in ("list", "find", "found", "invite", "invites")), ADMINISTRATOR),
    **dict.fromkeys(("pm:open:1:0", "pm:end:1:0", "pe:1:0:0", "pe:1:0:1"), ADMINISTRATOR),
    **dict.fromkeys((f"iv:{act}:1:0" for act in ("here", "skip", "revoke")), ADMINISTRATOR),
    **dict.fromkeys(("ir:head:0", "ir:head:1", "ir:controller:0"), ADMINISTRATOR),
    **dict.fromkeys((f"un:{act}:0" for act in ("page", "text", "table")), CONTROLLING),
    **dict.fromkeys(("it:settings:1", "ev:1:text", "ld:1:0:10"), CONTROLLING),
    **dict.fromkeys(("rg:resume:", "rg:back:sphere", "rg:yes:minor", "rg:no:", "rg:sphere:other"), BEGUN),
    **dict.fromkeys(("m:students", "sc:0:0", "sc:1:0"), COUNTING),
    **dict.fromkeys(("ct:open:1:11:0:0", "st:open:1"), LISTING),
    **dict.fromkeys((f"sl:{act}:1" for act in ("choose", "interested", "contract-docx")), LISTING),
    **dict.fromkeys(("ct:approve:1:11:0:0", "sg:1:0:-1", "sg:1:11:1", "sf:1:level:"), COORDINATOR),
    **dict.fromkeys(
        (f"st:{act}:1" for act in ("correct", "double", "ask-left", "ask-moved", "name")), COORDINATOR
    ),
    **dict.fromkeys(("sf:1:level:college", "sm:1:2", "st:left:1", "st:approve:1"), COORDINATOR),
    **dict.fromkeys(("m:class-sheets", "cl:list:0:0", "cl:revoke:999:0"), COORDINATOR),
    **dict.fromkeys((f"cs:{act}:1:11:1:0" for act in ("school", "letter", "slips", "make")), COORDINATOR),
    **dict.fromkeys(("cs:grade:1:11:0:0", "cs:grade:1:0:0:0"), COORDINATOR),
    **dict.fromkeys(("m:profile", "m:subjects", "m:contract-wish", "pf:sphere:"), PUPIL),
    **dict.fromkeys(("pf:subject:maths", "pf:level:college"), PUPIL),
    **dict.fromkeys(("m:ask", "as:0", "qr:school:0:0:0", "qr:legal:0:0:0", "qu:send:0"), BEGUN | {STRANGER}),
    **dict.fromkeys((f"qu:{act}:999" for act in ("open", "more", "close", "list")), BEGUN),
    **dict.fromkeys(("m:questions", "qd:list:0:0"), ANSWERING),
    **dict.fromkeys((f"qd:{act}:999:0" for act in ("open", "answer", "forward")), ANSWERING),
    "qf:999:legal": ANSWERING,
    "qd:card:999:0": EDITING,
    **dict.fromkeys(("oi:answers:1", "qo:1:none"), ADMINISTRATOR),
    **dict.fromkeys(("m:quiz", "qz:0:1:0:0", "qz:0:1:2:0"), BEGUN | {STRANGER}),
    "qz:0:7:0:0": BEGUN | {STRANGER},
    **dict.fromkeys(("m:quiz-results", "qx:0"), COORDINATOR),
    **dict.fromkeys(("m:consultations", "kh:1", "ks:choose:999:0", "ks:book:999:0"), BEGUN | {STRANGER}),
    "ks:cancel:999:0": BEGUN,
    **dict.fromkeys(("m:consultation-desk", "m:offer-consultations", "kd:page:0:-1"), OFFICES),
    **dict.fromkeys((f"kd:{act}:999:-1" for act in ("open", "topic", "held", "withdraw")), OFFICES),
    **dict.fromkeys((f"d:kons:1:{DAY}", f"mo:kons:1:{DAY}", "ko:1:0:0:0:0"), OFFICES),
    **dict.fromkeys((f"ko:1:{DAY}:15:0:0", f"ko:1:{DAY}:15:3:20", "kw:1"), OFFICES),
    "m:family-reports": LISTING | {Role.CONTROLLER},
    "ms:yes:999": BEGUN | {STRANGER},
    "ms:no:999": BEGUN,
    **dict.fromkeys(("m:meetings", "m:new-meeting", "mt:page:0", "mt:where:1", "mt:open:999"), LISTING),
    **dict.fromkeys(("mt:ask:999", "mt:cancel:999", "mt:count:999", f"mh:1:{DAY}:18"), LISTING),
    **dict.fromkeys((f"d:meet:1:{DAY}", f"mo:meet:1:{DAY}"), LISTING),
    **dict.fromkeys(("m:profile-classes", "pc:table:0:0"), OFFICES | {Role.METHODIST}),
    **dict.fromkeys(("pc:list:1:0", "pc:copy:1:0", "pc:skip:0:0"), OFFICES),
    **dict.fromkeys((f"pc:{act}:999:0" for act in ("open", "fill", "close")), OFFICES),
    **dict.fromkeys(("pn:1:-1:-1:0", "pn:1:0:-1:0", "pn:1:0:0:0", "pn:1:0:0:10"), OFFICES),
    **dict.fromkeys(("m:cards", "fq:9:-1", "fq:11:0", "fc:open:1", "fc:good:1"), BEGUN | {STRANGER}),
    **dict.fromkeys(("m:cards-edit", "fd:theme:0:0", "fd:open:1:0", "fd:check:1:0", "fd:hide:1:0"), EDITING),
    **dict.fromkeys(("fd:year:1:0", "fy:1:2027", "fe:1:body", "fn:theme:0:-1", "fn:audience:0:-1"), EDITING),
    **dict.fromkeys(("fn:audience:0:0", "fn:save:0:-1"), EDITING),
    **dict.fromkeys(("m:contests", "kn:page:0"), FAMILY),
    **dict.fromkeys((f"kn:{act}:999" for act in ("open", "file", "watch", "unwatch")), FAMILY),
    **dict.fromkeys((f"ka:{act}:999:999:-1" for act in ("choose", "apply", "withdraw")), FAMILY),
    **dict.fromkeys(("m:contest-desk", "kt:page:0", "kt:templates:0", "kt:all-templates:0"), HOSTING),
    **dict.fromkeys(("kx:-1:-1", "kx:0:-1", "kx:0:1", "kf:999:title"), HOSTING),
    **dict.fromkeys((f"kt:{act}:999" for act in ("open", "level", "sphere", "grades", "file")), HOSTING),
    **dict.fromkeys((f"kt:{act}:999" for act in ("show", "ask-publish", "ask-drop", "drop")), HOSTING),
    **dict.fromkeys((f"kt:{act}:999" for act in ("publish", "ask-close", "close")), HOSTING),
    **dict.fromkeys((f"kv:999:{field}:9" for field in ("level", "sphere", "grade")), HOSTING),
    **dict.fromkeys(("kj:list:999:-1", "kj:add:999:-1", "kj:add:999:1", "kj:add:999:-2"), HOSTING),
    **dict.fromkeys(
        ("kj:open:999:-1", "kj:drop:999:-1", f"mo:kmove:999:{DAY}", f"d:kmove:999:{DAY}"), HOSTING
    ),
    **dict.fromkeys((f"d:kadd0:999:{DAY}", f"d:kown:999:{DAY}"), HOSTING),
    "kt:talented:0": LISTING,
    **dict.fromkeys(
        ("m:programmes", "m:find-programme", "bk:-1:0:0", "pr:999:0", "pr:999:1"), BEGUN | {STRANGER}
    ),
    **dict.fromkeys(("m:programme-desk", "pd:page:0", "pd:table:0"), HOSTING),
    **dict.fromkeys((f"pd:{act}:999" for act in ("open", "show", "ask-archive", "archive")), HOSTING),
    **dict.fromkeys(("pu:0", "pu:1", "pk:999:title", "pz:999:level:-2", "pz:999:grade:9"), OFFICES),
    **dict.fromkeys((f"pd:{act}:999" for act in ("file", "submit", "revise")), OFFICES),
    **dict.fromkeys((f"pd:{act}:999" for act in ("accept", "return")), frozenset({Role.METHODIST})),
    **dict.fromkeys((f"kr:{act}:999:0" for act in ("list", "code", "paste", "table")), LISTING),
    **dict.fromkeys(("kp:999:0", "ky:999:999:0", "ke:open:999:0", "ke:mark:999:1"), LISTING),
    "ke:withdraw:999:0": LISTING,
    **dict.fromkeys(("m:privacy", "pv:what"), BEGUN | {STRANGER}),
    **dict.fromkeys(("pv:data", "pv:forget", "pv:stop", "tp:tips"), BEGUN),
    "m:enter-code": BEGUN | {STRANGER},
    **dict.fromkeys(("m:children", "fm:child:1", "fm:ask-leave:1", "fm:leave:999"), PARENT),
    **dict.fromkeys(("m:family-code",), PUPIL),
    "fm:code:1": PUPIL | COORDINATOR,
    **dict.fromkeys(("fm:paper:1", "fm:paper-employers:1", "fm:unlink:999"), COORDINATOR),
    **dict.fromkeys(("m:consents", "fm:consents:0", "co:open:0:reminders"), PUPIL | PARENT),
    **dict.fromkeys(("co:give:0:reminders", "co:take:0:reminders"), PUPIL | PARENT),
    **dict.fromkeys(("m:consent-texts", "cx:open:reminders", "cx:publish:reminders"), ADMINISTRATOR),
    **dict.fromkeys(("wi:0:employer:-2", "wi:0:employer:-1"), PUPIL | COORDINATOR),
    **dict.fromkeys(("m:events", "ee:list:0:1", "ee:mine:0:1", "ee:all:0:1"), PUPIL | PARENT),
    **dict.fromkeys((f"ee:{act}:999:1" for act in ("look", "join", "leave", "accept")), PUPIL | PARENT),
    **dict.fromkeys((f"ee:{act}:999:1" for act in ("ics", "point")), PUPIL | PARENT),
    **dict.fromkeys(("ee:here:999:1", "eh:999:0:0:0", "eh:999:3:3:3"), PUPIL),
    **dict.fromkeys(("m:event-desk", "m:new-event", "ea:list:0", "ea:past:0"), HOSTING),
    **dict.fromkeys((f"ea:{act}:999" for act in ("open", "edit", "publish", "ask", "cancel")), HOSTING),
    **dict.fromkeys((f"ea:{act}:999" for act in ("repeat", "point", "day", "closing", "public")), HOSTING),
    **dict.fromkeys((f"ea:{act}:999" for act in ("door", "attendees", "came")), HOSTING),
    **dict.fromkeys(("ec:1:-1:-1", "ec:1:0:-1", "eb:1:1:-1:-1", "eb:1:1:3:-1", "eb:1:1:3:2"), HOSTING),
    **dict.fromkeys((f"d:evn:1:{DAY}", f"d:evm:999:{DAY}", f"d:evc:999:{DAY}"), HOSTING),
    **dict.fromkeys((f"mo:evn:1:{DAY}", f"mo:evm:999:{DAY}", "ep:999:3", "ed:999:0", "eg:999"), HOSTING),
    **dict.fromkeys((f"ei:{field}:999:-1" for field in ("grade", "sphere", "long", "class")), HOSTING),
    **dict.fromkeys((f"ei:{field}:999:1" for field in ("sphere", "long", "class")), HOSTING),
    **dict.fromkeys(("ei:grade:999:9", f"em:999:{DAY}:3"), HOSTING),
    **dict.fromkeys(("m:event-reports", "er:events"), LISTING | {Role.HEAD, Role.CONTROLLER}),
    "m:announcements": LISTING | CONTROLLING | {Role.HEAD},
    "m:new-announcement": LISTING | CONTROLLING,
    **dict.fromkeys(("an:list:0", "an:open:999", "an:preview:999"), LISTING | CONTROLLING | {Role.HEAD}),
    **dict.fromkeys((f"an:{act}:999" for act in ("audience", "schools", "write", "correct")), ANNOUNCING),
    **dict.fromkeys((f"an:{act}:999" for act in ("critical", "topic", "when", "ask", "now")), ANNOUNCING),
    **dict.fromkeys(
        (f"an:{act}:999" for act in ("pause", "stop-ask", "stop", "repeat", "table")), ANNOUNCING
    ),
    **dict.fromkeys(("aw:999:0:0", "ax:999:1:0", "ay:999:1", f"az:999:{DAY}:10"), ANNOUNCING),
    **dict.fromkeys((f"d:ann:999:{DAY}", f"mo:ann:999:{DAY}"), ANNOUNCING),
    **dict.fromkeys(("an:approve:999", "an:return:999"), CONTROLLING | {Role.HEAD}),
    **dict.fromkeys(("ar:seen:999", "ar:whole:999"), BEGUN),
    **dict.fromkeys(("m:exam-days", "eq:9", f"d:exd:9:{DAY}", f"mo:exd:9:{DAY}"), EDITING),
    "m:route": PUPIL | PARENT,
    **dict.fromkeys((f"ro:{act}:1:0" for act in ("open", "card", "paper", "step")), LISTING | FAMILY | TUTOR),
    "ro:agree:1:0": PUPIL | PARENT,
    **dict.fromkeys((f"ro:{act}:1:0" for act in ("done", "missed", "again", "line")), ROUTING | PUPIL),
    "rr:1:0": ROUTING | PUPIL,
    **dict.fromkeys((f"ro:{act}:1:0" for act in ("begin", "day")), ROUTING),
    "ro:remove:999:0": ROUTING,
    **dict.fromkeys(
        ("rk:1:0:-1", "rk:1:0:2", f"d:rop:1:{DAY}", f"d:rom:1:{DAY}", f"mo:rop:1:{DAY}"), ROUTING
    ),
    **dict.fromkeys(("m:routes", "rc:school:0:0:0:0", "rc:school:1:0:0:0", "rc:open:1:11:0:0"), LISTING),
    **dict.fromkeys(("rc:paper:1:11:0:0", "rc:register:1:0:0:0"), LISTING),
    "rc:begin:1:11:0:0": ROUTING,
    **dict.fromkeys(("m:route-templates", "rn:0:-1:-1", "rn:9:-1:-1", "rn:9:0:-1", "rn:9:0:0"), METHODIST),
    **dict.fromkeys((f"rt:{act}:1" for act in ("list", "open", "copy", "hide", "step")), METHODIST),
    **dict.fromkeys(("rt:retitle:1", "rt:move:1", "rt:remove:999", "ry:1:-1", "ry:1:0"), METHODIST),
    **dict.fromkeys((f"d:rtp:1:{DAY}", f"d:rtm:1:{DAY}", f"mo:rtm:1:{DAY}"), METHODIST),
    "m:monitoring": OFFICES | {Role.METHODIST, Role.CONTROLLER},
    **dict.fromkeys((f"mr:{act}:999" for act in ("open", "gaps", "confirm", "reopen", "remark")), OFFICES),
    "mr:paper:999": OFFICES,
    **dict.fromkeys(
        (f"mz:{act}:0:{DAY}" for act in ("open", "paper", "table", "ask", "merge", "nudge", "letter")),
        frozenset({Role.METHODIST, Role.CONTROLLER}),
    ),
    **dict.fromkeys(("m:mentoring-desk", "ja:places:0:0", "ja:open:1:0", "ja:mentors:1:0"), HOSTING),
    **dict.fromkeys((f"ja:{act}:1:0" for act in ("trainees", "pairs", "past", "invite", "skip")), HOSTING),
    **dict.fromkeys((f"jb:{act}:999" for act in ("open", "sphere", "limit", "hand")), HOSTING),
    **dict.fromkeys(("jc:999:sphere:0", "jc:999:limit:5", "jd:999:order:1", "ji:1:0", "je:1:0"), HOSTING),
    **dict.fromkeys(("jf:1:11:0:0:0", "jg:1:11:0:0:0", "jg:1:0:0:999:0", "jg:1:0:0:0:999"), HOSTING),
    **dict.fromkeys(("jh:999:11:0", "jj:999:1", "jk:1:999:999:0", "jk:1:999:999:1", "jl:999:999"), HOSTING),
    **dict.fromkeys((f"jm:{act}:1:0:0" for act in ("open", "suggest", "kind")), HOSTING),
    **dict.fromkeys(("jm:open:0:999:0", "jm:suggest:0:999:0"), HOSTING),
    **dict.fromkeys(("jn:999:0:-1", "jn:999:0:0", "jo:1:0:999:0", "jo:0:999:999:999", "jp:999"), HOSTING),
    **dict.fromkeys((f"jr:{act}:999:0" for act in ("open", "pause", "resume", "end", "journal")), HOSTING),
    **dict.fromkeys(("js:999:0", "jw:choose:999", "jx:999:1", "jx:999:0"), HOSTING),
    "jw:open:999": HOSTING | ACCOMPANYING,
    **dict.fromkeys(("m:mentoring-steps", "jy:999:1:1", "jy:999:1:0"), ACCOMPANYING),
    **dict.fromkeys(("m:mentoring-offers", "jq:999:look", "jq:999:yes", "jq:999:no"), IN_A_PAIR),
    **dict.fromkeys(("m:mentoring-programmes", "ju:-1", "ju:0", "jt:list:0", "jt:open:1"), METHODIST),
    **dict.fromkeys((f"jt:{act}:1" for act in ("title", "topics", "hide", "show", "step")), METHODIST),
    **dict.fromkeys((f"jv:{act}:1" for act in ("open", "title", "days", "tip")), METHODIST),
    "jv:remove:999": METHODIST,
    **dict.fromkeys(("m:my-pairs", "m:group-meeting", "zk:class:0:0"), ACCOMPANYING),
    **dict.fromkeys(
        (
            f"za:{act}:999:0"
            for act in ("list", "open", "journal", "plan", "pause", "resume", "close", "write")
        ),
        ACCOMPANYING,
    ),
    **dict.fromkeys(("zb:999:0", "zb:999:-2", "ze:999:days:7", "ze:999:step:0", "zf:999:0"), ACCOMPANYING),
    **dict.fromkeys(("zg:999", f"zh:999:0:{DAY}:0:-1", f"zh:999:0:{DAY}:0:0", "zw:999"), ACCOMPANYING),
    **dict.fromkeys((f"zj:{act}:999:0" for act in ("topics", "topic", "lengths", "length")), ACCOMPANYING),
    **dict.fromkeys((f"zj:{act}:999:0" for act in ("note", "erase", "fix", "form", "day")), ACCOMPANYING),
    **dict.fromkeys(("zj:remove:999:0", "zj:remove-sure:999:0"), ACCOMPANYING),
    **dict.fromkeys(("zk:toggle:1:0", "zk:day:0:0", f"zk:topic:0:{DAY}"), ACCOMPANYING),
    **dict.fromkeys(
        (f"{kind}:{use}:999:{DAY}" for kind in ("d", "mo") for use in ("zi", "zm", "zn")), ACCOMPANYING
    ),
    **dict.fromkeys(("m:my-mentor", "zd:999", "zc:0", "zl:999", f"zp:999:{DAY}:1"), ACCOMPANIED),
    **dict.fromkeys(("zx:999:1", "zy:999"), ACCOMPANIED),
    **dict.fromkeys(("zo:999:1", f"zq:999:{DAY}:0:1"), IN_A_PAIR),
    **dict.fromkeys(("m:signals", "zr:list:0:0", "zr:open:999:0", "zr:acknowledge:999:0"), CURATING),
    "zs:999": CURATING,
    **dict.fromkeys(("m:pro-plan", "zt:ask:0", "zt:submit:0", "zt:share:0", "zt:versions:0"), PUPIL),
    **dict.fromkeys((f"zu:{act}:999:999:1" for act in ("open", "confirm", "return")), TUTOR),
    "zv:999": PARENT,
    **dict.fromkeys(("m:mentoring-view", "wa:city:0:0", "wb:999:0:1"), REPORTING),
    **dict.fromkeys((f"wa:{act}:999:0" for act in ("open", "pairs", "mentors", "picture")), REPORTING),
    "wc:999": REPORTING | ACCOMPANYING,
    "pv:forget-sure": BEGUN,
    **dict.fromkeys((f"oi:{act}:1" for act in ("open", "rename", "close", "gone")), ADMINISTRATOR),
}
"""A tap for every handler of buttons, and the roles that may make it. Strangers may make none."""

REFUSALS = {Words(code).label(key) for code in LANGUAGES for key in ("stale-button", "error-not-allowed")}

FREE = {"-"}
"""A button that only shows something: the head of a calendar. Nothing happens whoever presses it."""


@asynccontextmanager
async def town(folder: Path) -> AsyncIterator[tuple[City, dict[str, Visitor]]]:
    """One person of every role, one who has lost theirs, and one who never had any."""
    async with city(folder) as c:
        await c.administrator.start()
        await c.settle()
        school = await c.organisation("Школа № 1 (демо)", OrganisationKind.SCHOOL)
        people: dict[str, Visitor] = {Role.ADMINISTRATOR: c.administrator}
        for role in (STAFF | {Role.TUTOR, Role.MENTOR}) - {Role.ADMINISTRATOR}:
            place = school if role.in_organisation else None
            people[role] = await c.join(f"Человек {role.value}", role, place)
        people[Role.TRAINEE] = await trainee(c, people[Role.COORDINATOR], school)
        child = await pupil(c, school)
        people[Role.STUDENT], people[Role.GUARDIAN] = child.visitor, await parent(c, child)
        people[DISMISSED] = await c.join("Уволенный", Role.CONTROLLER)
        services = c.app.services
        boss = await services.people.actor(c.administrator.id, c.administrator.id)
        assert boss is not None
        members = await services.people.members(boss)
        await services.people.end_membership(boss, max(row.membership_id for row in members), None)
        people[STRANGER] = c.telegram.person("Чужой")
        await people[STRANGER].start()
        await c.settle()
        yield c, people


@pytest.mark.parametrize("role", [*Role, DISMISSED, STRANGER])
async def test_a_role_reaches_what_it_may_and_nothing_else(tmp_path: Path, role: str) -> None:
    async with town(tmp_path) as (c, people):
        who, reached = people[role], Reached()
        c.app.dispatcher.callback_query.middleware(reached)
        before, mark = await everything(c), who.mark
        for data in (data for data, allowed in TAPS.items() if role not in allowed):
            await needed_form(c, who, data)
            toast = await press(c, who, data)
            assert reached.last in (stale_button, no_role), f"{role} reaches {data}"
            assert toast is not None, data
            assert toast.alert, data
            assert toast.text in REFUSALS, data
            assert who.received_since(mark) == [], data
        assert await everything(c) == before
        for data in (data for data, allowed in TAPS.items() if role in allowed):
            await needed_form(c, who, data)
            await press(c, who, data)
            assert reached.last not in (stale_button, no_role), f"{role} does not reach {data}"


async def test_the_table_names_every_button(tmp_path: Path) -> None:
    async with town(tmp_path) as (c, people):
        reached = Reached()
        c.app.dispatcher.callback_query.middleware(reached)
        taps = {**TAPS, **dict.fromkeys(FREE, ADMINISTRATOR)}
        for data, allowed in sorted(taps.items(), key=lambda each: Role.ADMINISTRATOR in each[1]):
            who = people[min(allowed)]  # administrators come last: they end roles
            await needed_form(c, who, data)
            await press(c, who, data)
        buttons = {each.callback for each in handlers_of(c.app.dispatcher, "callback_query")}
        missed = buttons - reached.seen - {stale_button, no_role}
        assert not missed, f"no tap in the table reaches {sorted(str(each) for each in missed)}"
        assert len(buttons) > 70


async def test_words_that_no_button_says_break_nothing(tmp_path: Path) -> None:
    async with town(tmp_path) as (c, people):
        tried = 0
        for data, allowed in TAPS.items():
            prefix, *parts = data.split(":")
            for place, part in enumerate(parts):
                if part.lstrip("-").isdigit() or not allowed:
                    continue
                forged = ":".join([prefix, *parts[:place], "zz", *parts[place + 1 :]])
                for role in allowed:
                    await needed_form(c, people[role], data)
                    await press(c, people[role], forged)  # raises whatever a handler raises
                    tried += 1
        assert tried > 50


class Reached(BaseMiddleware):
    """Notes which handler takes a tap."""

    def __init__(self) -> None:
        self.last: Any = None
        self.seen: set[Any] = set()

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Look at the handler that was found."""
        self.last = data["handler"].callback
        self.seen.add(self.last)
        return await handler(event, data)


def handlers_of(router: Router, kind: str) -> Iterator[HandlerObject]:
    """The handlers of one kind of update, of a router and of those below it."""
    yield from router.observers[kind].handlers
    for below in router.sub_routers:
        yield from handlers_of(below, kind)


async def press(c: City, who: Visitor, data: str) -> Toast | None:
    """Send a tap as a changed app could: no such button has to be on the screen."""
    before = who.toasts[-1] if who.toasts else None
    account = c.telegram.world.accounts[who.id]
    query = c.telegram.world.tap(account, who.last.raw, data)
    update = Update.model_validate({"update_id": 1, "callback_query": query}, context={"bot": c.app.bot})
    await c.app.dispatcher.feed_update(c.app.bot, update)
    last = who.toasts[-1] if who.toasts else None
    return last if last is not before else None


async def everything(c: City) -> dict[str, list[Any]]:
    """All rows of all tables."""
    async with c.app.db.reading() as session:
        return {
            table.name: [tuple(row) for row in await session.execute(select(table))]
            for table in Base.metadata.sorted_tables
            # Going through the menu leaves a form; doors that were tried are noted.
            if table.name not in (FormState.__tablename__, AuditEntry.__tablename__)
        }


async def needed_form(c: City, who: Visitor, data: str) -> None:
    """Put the chat where the button is shown: some are there only while a form is filled in."""
    key = StorageKey(bot_id=c.app.bot.id, chat_id=who.id, user_id=who.id)
    state, values = FORMS.get(data.partition(":")[0], {}).get(data, (None, {}))
    storage = c.app.dispatcher.storage
    if state is None and await storage.get_state(key) is None:
        return  # most buttons: nothing to write
    await storage.set_state(key, state)
    await storage.set_data(key, values)


FORMS: dict[str, dict[str, tuple[str, dict[str, Any]]]] = {
    "rs": {"rs:dispute:999:1": ("ReasonForm:text", {"use": "dispute", "number": 999, "day": None})},
    "d": {
        f"d:s2:1:{DAY}": ("DeputyForm:last_day", {"deputy": 999, "first": DAY}),
        f"d:rop:1:{DAY}": ("NewStepForm:day", {"student": 1, "step": 0, "kind": 0, "title": "Шаг"}),
        f"d:rtp:1:{DAY}": ("TemplateForm:day", {"template": 1, "kind": 0, "title": "Шаг"}),
        f"d:kown:999:{DAY}": ("StageForm:day", {"contest": 999, "title": "Этап"}),
    },
    "mo": {f"mo:s2:1:{DAY}": ("DeputyForm:last_day", {"deputy": 999, "first": DAY})},
    "zk": {
        data: ("GroupForm:who", {"who": {"1": "К-1-11А-01"}, "off": [], "opened": "1"})
        for data in ("zk:toggle:1:0", "zk:day:0:0", f"zk:topic:0:{DAY}")
    },
    "eb": {"eb:1:1:3:2": ("EventForm:title", {"kind": 0, "subject": -1})},
    "pp": {"pp:found:0": ("PeopleForm:part", {"part": "школа"})},
    "qu": {
        "qu:send:0": (
            "QuestionForm:text",
            {"route": "legal", "school": 0, "card": 0, "text": "", "source": "1"},
        )
    },
    "pc": {
        "pc:skip:0:0": (
            "ClassForm:partner",
            {"organisation": 1, "kind": 0, "direction": 0, "grade": 10, "name": "10А", "planned": 25},
        )
    },
    "kw": {
        "kw:1": ("OfferForm:place", {"organisation": 1, "day": DAY, "hour": 15, "count": 3, "minutes": 20})
    },
    "fn": {
        "fn:save:0:-1": (
            "CardForm:source",
            {"theme": "basics", "audience": "both", "title": "Т", "body": "Зависит от договора"},
        )
    },
    "cx": {"cx:publish:reminders": ("ConsentTextForm:body", {"purpose": "reminders", "body": "т" * 30})},
    "wi": {"wi:0:employer:-1": ("WishForm:text", {"student": 0, "field": "employer", "found": []})},
    "iv": {"iv:skip:1:0": ("InviteForm:position", {"role": "controller", "organisation": 0})},
    "ja": {"ja:skip:1:0": ("MentorInviteForm:position", {"place": 1, "role": "tutor"})},
    "oc": {"oc:card:0:all:0": ("OrganisationForm:part", {"use": "card", "id": 0, "part": "школа"})},
}
