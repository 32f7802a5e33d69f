"""The grammar of Russian deadlines: text → tokens → facts → meaning → words again.

- `words` is the dictionary; `noise` levels what print and scanning did to a text; `tokens` cuts it into
  words, numbers and marks with their positions; `cursor` is a place among them.
- The rules give `facts`: `calendar` dates and ranges (from `stretches`, `parts`, `spans`, and what stands
  `beside` their ends), `periodicity` and `weekdays` what repeats, `monthdays` days of an unnamed month,
  `terms` what is counted from an event, `papers` other plans and orders, `phrases` years of
  reference, whole periods and what is no date.
- The facts of a phrase become a `reading`: `neighbours` lend each other a year or a dash, `gathering` lets
  each fact say its part, `meaning` settles them into one timing, `wording` says it in Russian.
"""
