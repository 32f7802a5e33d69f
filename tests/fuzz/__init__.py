"""What nobody would send on purpose: generated updates, and whole municipalities against a simple model.

`python -m tests.fuzz --updates 100000` runs for long and prints counts; the suite runs a short form.
"""
