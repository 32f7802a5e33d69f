theme-basics = Basics
theme-customer = Who the customer is
theme-admission = How to get in
theme-college = After grade 9: college
theme-contract = The contract
theme-support = Support
theme-liability = Liability
theme-pauses = Army, parental leave, release
theme-dates = Dates
audience-9 = grade 9
audience-11 = grade 11
audience-both = everybody
faq-head =
    <b>Questions and answers about target training</b>

    Choose your child's grade or just type a question. The answers themselves are in Russian.
    Under each stand its source and the day of checking. This is information, not legal advice.
faq-grade-9 = Grade 9
faq-grade-11 = Grade 11
faq-ask = Ask a human
faq-theme = { $theme } · { $count }
faq-themes = What does the family of a pupil of grade { $grade } want to know?
faq-titles = <b>{ $theme }</b>
faq-title = <b>{ $title }</b>
faq-body = { $body }
faq-source = <i>Source: { $source }. Checked on { $day }.{ $dated ->
    [yes] { " " }True for the admission of { $year }.
   *[no] { "" }
}</i>
faq-stale = The data of { $year } are out of date, and new ones have not been checked yet. Ask a human: the button is below.
faq-stale-short = Out of date: open the bot and ask
faq-good = 👍 It helped
faq-bad = 👎 It did not
faq-thanks = { $helpful ->
    [yes] Thank you, glad to help
   *[no] Thank you, we will improve it. You can ask a human
}
faq-found = This looks like your question:
faq-nothing = There is no ready answer. Try other words or ask a human.
faq-inline = Open the bot

desk-head =
    <b>Cards: { $count }</b>
    { $look ->
        [0] All are checked.
       *[other] Need a look: { $look }.
    }
desk-theme = { $theme } · { $count }{ $look ->
    [0] { "" }
   *[other] { " " }⚠️ { $look }
}
desk-cards = ✅ checked by us, ☑️ not yet checked by us, ⌛ out of date, 👎 of no help, 🚫 hidden.
desk-card = { $mark ->
    [hidden] 🚫
    [stale] ⌛
    [unhelpful] 👎
    [well] ✅
   *[unchecked] ☑️
} { $title }
desk-state =
    For: { $audience }. Helped: { $helpful }, did not: { $unhelpful }.
    { $checked ->
        [yes] Checked by us on { $day }.
       *[no] Nobody of us has checked it yet.
    }{ $hidden ->
        [yes] { " " }Hidden from people.
       *[no] { "" }
    }
desk-edit-title = Title
desk-edit-body = Text
desk-edit-source = Source
desk-edit-keywords = Words to find it by
desk-act-check = ✅ Checked today
desk-act-year = For which year
desk-act-hide = Hide
desk-act-show = Show
desk-saved = Saved
desk-new = A new card
desk-new-theme = Which theme has the new card?
desk-new-audience = For whom is it?
desk-new-title = Write a title, up to { $limit } characters.
desk-new-body = Now the text: in plain words, up to { $limit } characters.
desk-new-source = Name the source: site or document, and date. Without one the card has to say honestly that it depends on the contract.
desk-no-source = Without a source
desk-ask-title = Now: { $now }. Send a new title, up to { $limit } characters.
desk-ask-body =
    Now:

    { $now }

    Send a new text, up to { $limit } characters.
desk-ask-source = Now: { $now }. Send a new source, up to { $limit } characters.
desk-ask-keywords = Now: { $now }. Send the words to find it by, with spaces, up to { $limit } characters.
desk-year = For which year of admission are these data true? After it the card is not shown as a fact.
desk-no-year = Does not depend on a year
card-length = The text is empty or longer than { $limit } characters. Send it again.
tip = 💡 About target training: <b>{ $title }</b>
tip-open = Read it
tip-silence = No more tips
