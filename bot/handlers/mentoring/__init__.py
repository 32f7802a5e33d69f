"""Tutors, mentors and those whom they accompany: screens of item 2.3, 2.6 and 3.2."""
