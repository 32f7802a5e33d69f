"""The grammar of Russian deadlines: text → tokens → facts → meaning → words again.

`words` is the dictionary, `tokens` cuts a phrase into words and numbers with their positions, `calendar`
and `phrases` recognise facts (a date, a periodicity, a reference to a plan), `meaning` puts the facts of a
phrase together and `wording` says the result in Russian.
"""
