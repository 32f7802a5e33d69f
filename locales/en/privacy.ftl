privacy-head =
    <b>How the bot treats your data</b>

    Operator: { $municipality }.
    The bot knows no names, phones or documents: a code stands for a name. The sections below tell what is kept, who sees it and how to erase it.
    A request by post or in person is dealt with within 10 working days; here everything is done at once.
privacy-version = Version { $version } of { $day }
privacy-button-what = What is kept
privacy-button-who = Who sees it
privacy-button-where = Where and how long
privacy-button-rights = My rights
privacy-button-minors = Under 18
privacy-what =
    <b>What is kept</b>

    Of a pupil: code, school, class, field, level, whether a contract is wanted, exams, wishes about the contract, taking part in events, consents.
    Of a parent: the link to the child's code, and consents.
    Of a question: its text without personal data, the answer, dates.
    Of everybody: the number of the chat in the messenger and the language, in order to answer.

    <b>Never asked for and never kept:</b> name, phone, address, passport, СНИЛС, anything about health. If you write such things, the bot deletes the message and keeps nothing of it.

    What for: to help with target training, by your consent, one for each purpose.
privacy-who =
    <b>Who sees it</b>

    The entry, by its code: your school's coordinator and the methodist. Heads see numbers only.
    A parent sees the entry of the own child.
    Employers only by a consent of its own, and without a name.
    A question is seen by whoever answers it, without your name or account.

    The messenger is a service of others with its own rules; Telegram is a foreign one. What is written passes through its servers, so better write nothing personal here.
    The bot decides nothing without a human and admits nobody anywhere.
privacy-where =
    <b>Where and how long</b>

    The database stands on a server in Russia.
    An entry: until 30 September of the year of admission.
    Consent to take part withdrawn: 30 days, then it is erased.
    Without the consent of a parent: 60 days.
    Left or moved: 90 days.
    Texts of questions: 90 days after they are closed.
    An unfinished registration: 14 days.
    Afterwards only numbers remain: how many entries there were.
privacy-rights =
    <b>Your rights</b>

    /mydata: a copy of all that is kept about you.
    /forget: erase everything at once.
    /stop: choose what is sent.
    “Consents” in the menu: give or withdraw each of them.
    Your entry is corrected under “My entry” or by the coordinator.
    If something is wrong, write to the school or the committee: they answer within 10 working days.
privacy-minors =
    <b>Under 18</b>

    Under 14 the bot only informs: there is no registration, and nothing is kept.
    From 14 to 18 two consents are needed: yours and a parent's. The parent gives it by a code in the bot or on paper at school.
    A parent can withdraw it on any day and ask for the entry to be erased.
    From 18 on your own consent is enough.
privacy-do-data = A copy of my data
privacy-do-stop = What to send
privacy-do-forget = Erase my data
data-none = Nothing is kept about you: you are not registered.
data-file = my-data-{ $day }
data-done = All that is kept about you: as a text to read, and as JSON.
data-head = What the bot keeps about you on { $day }
data-students = Entry (yours or your child's)
data-consents = Consents
data-guardians = Links of parents and children
data-people = You in the bot
data-peers = Account in the messenger
data-memberships = Roles
data-questions = Questions
data-question_messages = Texts of questions and answers
data-consultations = Consultations
data-student_changes = Changes of the entry
data-family_codes = Codes for parents
data-quiz_results = Quiz about the contract
data-contest_entries = Applications for contests
data-contest_watches = Contests to be reminded of
data-mutes = What not to send
data-outbox_messages = Messages of the bot to you
data-audit_entries = Log of what you did
data-other = Record: { $table }
forget-ask =
    <b>Erase my data?</b>

    These go: entry, code, consents, links of parents and children, texts of questions, your plan, words to your mentor, bookings and sign-ups, subscriptions{ $staff ->
        [yes] . Your roles at work and your reports stay: they belong to the organisation.
       *[no] , and also your chat and language.
    }
    Only numbers remain, such as how many entries a school had. What is erased cannot be brought back, but you can register anew.
forget-sure = Yes, erase everything
forget-done = { $staff ->
    [yes] Done: the data of your family are erased. Your roles at work remain.
   *[no] Done, everything is erased. Nothing is kept about you. If you want to come back, open the code of your class or of your child.
}
stop-head = <b>What is to be sent?</b> Press to turn it off or on.
stop-staff = Reminders of your own deadlines cannot be turned off: your organisation answers for them. Name a deputy while you are away.
stop-family = If the bot shall not write first at all, withdraw the consent “Reminders”.
topic-contests = Contests
topic-events = Events
topic-tips = Tips
topic-digest = The week's summary for parents
erased-child = Your child's entry has been erased, and the link to it is closed. Nothing is to be done.
erased-parent = A parent has erased their data, and their consent is gone. Hand a code to another parent or get a paper at school, else the entry will be erased.
parent-missing = No parent has agreed to your entry yet. Hand them the code or have a paper signed at school: without consent the entry will be erased on { $day }.
