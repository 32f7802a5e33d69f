"""Tutors and mentors: pairs, meetings, silence, signals, plans (items 2.3, 2.6, 3.2)."""
