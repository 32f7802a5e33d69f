"""What a person presses and types: one router per topic, its keyboards beside it."""

import importlib

from aiogram import Router

TOPICS = (
    "errors",
    "registration",
    "family",
    "faq",
    "meetings",
    "events",
    "event_door",
    "programmes",
    "start",
    "menu",
    "assignments",
    "plan_import",
    "plan_review",
    "plan_versions",
    "plan_export",
    "plan_items",
    "plan_dates",
    "evidence",
    "control",
    "reasons",
    "board",
    "unreachable",
    "people",
    "invites",
    "organisation_choice",
    "organisations",
    "organisation_list",
    "groups",
    "calendar",
    "deputy",
    "class_sheets",
    "profile",
    "students",
    "student_desk",
    "student_lists",
    "consent",
    "privacy",
    "faq_desk",
    "questions",
    "question_desk",
    "quiz",
    "consultations",
    "consultation_desk",
    "profile_classes",
    "route",
    "announcements",
    "announcement_desk",
    "exam_days",
    "event_desk",
    "event_edit",
    "event_reports",
    "mentoring.desk",
    "mentoring.attach",
    "mentoring.curated_pairs",
    "mentoring.offers",
    "mentoring.pair_programme",
    "mentoring.programme_desk",
    "route_desk",
    "route_templates",
    "monitoring",
    "contests",
    "contest_desk",
    "contest_stages",
    "contest_results",
    "programme_desk",
    "faq_search",
    "fallback",
)
"""The order in which routers are asked: the busiest first, the last one understands everything."""


def routers() -> list[Router]:
    """The routers of all topics, free to join a dispatcher (an earlier one has let go of them)."""
    found: list[Router] = [importlib.import_module(f"bot.handlers.{topic}").router for topic in TOPICS]
    for router in found:
        router._parent_router = None  # tests build the product many times; aiogram has no way to detach
    return found
