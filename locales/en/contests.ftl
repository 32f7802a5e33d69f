contests-head = { $count ->
    [0] There are no contests for your grade yet. When there is one, I will write.
   *[other] <b>Contests for your grade.</b> Choose one to learn more and to apply.
}
contest-row = { $mark ->
    [applied] ✅
    [participant] 🎓
    [prize] 🥈
    [winner] 🏆
    [late] ⌛️
   *[open] 🟢
} { $title }{ $dated ->
    [yes] { " " }· by { $day }
   *[no] { "" }
}
contest-title = <b>{ $title }</b>
contest-level-line = Level: { $level }
contest-level-school = school
contest-level-city = city
contest-level-region = region
contest-level-country = country
contest-organiser-line = Organiser: { $organiser }
contest-grades-line = { $any ->
    [yes] Grades: { $grades }
   *[no] Not for pupils: preschool children or organisations
}
contest-sphere-line = Field: { $sphere }
contest-about = { $about }
contest-nominations-head = Nominations:
contest-nomination = • { $name }
contest-stage = 🗓 { $title } — by { $until }
contest-contact-line = Where to turn: { $contact }
contest-entrant = { $code }: <b>{ $state }</b>{ $named ->
    [yes] , “{ $nomination }”
   *[no] { "" }
}
contest-late-line = Applications are no longer taken.
contest-closed-line = The contest is over.
contest-apply = { $several ->
    [yes] Take part: { $code }
   *[no] Take part
}
contest-withdraw = { $several ->
    [yes] Withdraw: { $code }
   *[no] Withdraw
}
contest-watch = 🔔 Remind me
contest-unwatch = 🔕 Do not remind me
contest-watched = { $on ->
    [yes] I will remind you a week, three days and a day before
   *[no] I will not remind you
}
contest-rules = Rules: { $title }
contest-rules-button = 📄 Rules
contest-nomination-ask = In which nomination?
contest-applied = The application is in
contest-withdrawn = The application is withdrawn
contest-open = Open the contest
contest-fresh =
    🏅 A new contest for your grade: <b>{ $title }</b>
    Level: { $level }. Organiser: { $organiser }.
    Applications by { $until }.
contest-moved = 🗓 Contest “{ $title }”: a date has changed. { $stage }: not by { $was } but <b>by { $until }</b>.
contest-countdown = ⏳ Contest “{ $title }”. { $stage } by <b>{ $until }</b>, { $left ->
    [0] today is the last day.
    [1] tomorrow is the last day.
   *[other] { $left } days are left.
} { $applied ->
    [yes] Your application is in, check that all is ready.
   *[no] If you want to take part, open the contest and apply.
}
contest-entered = { $school ->
    [yes] 🏅 Your school has entered you for the contest “{ $title }”. If you do not want to, open it and withdraw.
   *[no] 🏅 Your parent has entered you for the contest “{ $title }”. If you do not want to, open it and withdraw.
}
contest-result-participant = 🎓 The contest “{ $title }” is over, { $code } took part. Thank you for your courage and work: the experience stays with you!
contest-result-prize = 🥈 Congratulations! { $code } has won a prize in the contest “{ $title }”. Well done!
contest-result-winner = 🏆 Congratulations! { $code } is the winner of the contest “{ $title }”. A great victory!
entry-applied = applied
entry-withdrawn = withdrawn
entry-participant = participant
entry-prize = prize
entry-winner = winner
contest-late = Applications are closed. Ask the coordinator of your school: they can add you if the organiser agrees.
contest-closed = This contest is over. Look at others under “Contests”.
contest-decided = The result is in, the application cannot be withdrawn. If it is wrong, write to the coordinator of your school.

contest-desk-head = { $count ->
    [0] There are no contests yet. Take one from the plans or make a new one.
   *[other] <b>Contests.</b> Open one to change or publish it, to enter applications and results.
}
contest-desk-row = { $state ->
    [draft] ✏️
    [published] 🟢
   *[closed] 🏁
} { $title }{ $count ->
    [0] { "" }
   *[other] { " " }· { $count }
}
contest-from-orders = From the plans
contest-anew = New
contest-talented-button = List of prizes and winners
contest-talented-done = Prizes and winners of the school year, for support of the talented (plan, 6.4). There are no names in it.
contest-templates-head = { $whole ->
    [yes] <b>All contests of both plans.</b> Choose one: it becomes a draft that can be changed.
   *[no] <b>Contests of the plans that are due this year.</b> Choose one: it becomes a draft that can be changed.
}
contest-templates = Only this year's
contest-all-templates = All, of other years too
contest-template = { $order ->
    [plan] plan { $item }
   *[cycle] cycle { $item }
}{ $any ->
    [yes] { " " }· { $grades }
   *[no] { "" }
} · { $title }{ $running ->
    [yes] { " " }✓
   *[no] { "" }
}
contest-where = Whose contest is it?
contest-title-ask = What is the contest called? Write the title.
contest-made = The draft is ready
contest-saved = Saved
contest-dropped = The draft is gone
contest-done-publish = The contest is published
contest-done-close = The contest is over
contest-card-head = { $state ->
    [draft] ✏️ Draft: nobody but you sees it.
    [published] 🟢 Published, applications: { $count }.
   *[closed] 🏁 Over, applications: { $count }.
} { $owned ->
    [yes] { $organisation }.
   *[no] The city's.
}
contest-file-line = 📄 Rules: { $name }
contest-field-title = Title
contest-field-about = About
contest-field-organiser = Organiser
contest-field-contact = Contact
contest-field-nominations = Nominations
contest-choice-level = Level
contest-choice-grades = Grades
contest-choice-sphere = Field
contest-choice-file = Rules
contest-stages-button = Stages and dates
contest-entries-button = Applications and results · { $count }
contest-ask-title = Write the title.
contest-ask-about = Write in short what it is about and what has to be done.
contest-ask-organiser = Who holds it? Write the organisation.
contest-ask-contact = Where to turn? Write a department or a room, such as “Quality centre, room 12”. No names, no phones.
contest-ask-nominations = Write the nominations, one a line, { $count } at most. If there are none, send “-”.
contest-ask-file = { $there ->
    [yes] “{ $name }” is attached now. Send another file to replace it.
   *[no] Send the rules of the contest as a file.
}
contest-level-ask = Of which level is it?
contest-sphere-ask = For which field? Only those who chose it will see the contest.
contest-any-sphere = Any
contest-grades-ask = For which grades? Tick all of them. { $published ->
    [yes] It is published: whom it comes to concern I will write to at once.
   *[no] With none ticked no pupil is told of it.
}
contest-ask-publish = Publish
contest-ask-drop = Delete the draft
contest-ask-close = End it
contest-publish-ask = { $pupils ->
    [0] The bot knows no pupils this contest is for: nobody will be written to.
   *[other] Pupils it is for: { $pupils }. People who will be written to: { $people } (the pupils and parents who agreed).
} Nobody else will hear of it.
contest-publish-sure = Yes, publish
contest-close-ask = End the contest? Applications and reminders stop, results can still be entered.
contest-close-sure = Yes, end it
contest-drop-ask = Delete the draft? It cannot be brought back.
contest-drop-sure = Yes, delete
contest-stages-head = { $count ->
    [0] There are no stages yet. Add the first: until when applications are taken.
   *[other] <b>Stages and dates.</b> Press a stage to move its date. The first stage takes the applications.
}
contest-stage-button = { $title } · by { $day }
contest-stage-add = Add a stage
contest-stage-ask = Which stage is it?
contest-stage-own = A title of my own
contest-stage-title-ask = What is the stage called? Write it.
contest-stage-day = { $moved ->
    [yes] Until which day now? Who applied or asked to be reminded will be told.
   *[no] Until which day, including it?
}
contest-stage-drop = Remove the stage
contest-stage-applications = Applications
contest-stage-selection = Selection
contest-stage-final = Final
contest-stage-results = Results
contest-entries-head = { $count ->
    [0] No applications yet. Enter a code, or wait until the pupils apply.
   *[other] <b>Applications: { $count }</b>, prizes and winners: { $best }. Press a code to mark its result.
}
contest-entry-row = { $state ->
    [applied] ⚪️
    [participant] 🎓
    [prize] 🥈
   *[winner] 🏆
} { $code }
contest-enter-code = Enter by code
contest-paste = Results as a list
contest-table = XLSX table
contest-table-done = Applications and results by school. There are no names in it.
contest-code-ask = Write the code of the pupil, such as “К-37-11А-04”.
contest-entering = { $choice ->
    [yes] { $code }: in which nomination?
   *[no] Enter { $code } for the contest?
}
contest-enter-sure = Yes, enter
contest-paste-mark = Which result?
contest-paste-codes = The result is: { $result }. Send the codes, one a line or with commas.
contest-pasted = { $count ->
    [0] Nobody was marked.
   *[other] Marked: { $count }, { $result }.
}
contest-pasted-unknown = Not marked, { $count }: { $codes }. Check the code: no such pupil of yours, or the contest is not for that grade.
contest-entry-view =
    <b>{ $code }</b>, { $class }
    { $school }
    { $contest }{ $named ->
        [yes] , “{ $nomination }”
       *[no] { "" }
    }

    Now: <b>{ $state }</b>. Mark the result and the family will be told.
contest-entry-withdraw = Withdraw
contest-length = From 3 to { $limit } characters. Write it again.
contest-contact-person = This looks like somebody's name. Write only a department or a room, such as “Quality centre, room 12”.
contest-nominations = At most { $count } nominations of up to { $limit } characters. Write them again.
contest-stage-title = The title of a stage has 2 to { $limit } characters. Write it again.
contest-stages-many = There are { $count } stages already, that is enough. Remove one.
contest-stage-order = Stages follow one another: the next cannot end before the one ahead. Choose another day.
contest-stage-first = The first stage takes the applications, there is no contest without it. Move its date.
contest-stage-past = The day for applications has passed. Move it, then publish.
contest-incomplete = { $organiser ->
    [yes] { "" }
   *[no] There is no organiser.
} { $staged ->
    [yes] { "" }
   *[no] There is no stage: name the day until which applications are taken.
}
contest-code-unknown = There is no such code among your pupils. Check it and write it again.
contest-code-grade = The contest is not for the grade or field of { $code }. Check the code or the grades of the contest.
contest-codes = Send 1 to { $count } codes, one a line.
contest-list-order = Plan, sections 2–4; cycle plan, item 2.4
contest-talented-title = Pupils who did well in contests
contest-talented-order = Plan, item 6.4: school year { $year }/{ $next }
contest-sheet-entries = Applications and results
contest-sheet-summary = By school
contest-sheet-talented = Prizes and winners
contest-column-school = Organisation
contest-column-class = Class
contest-column-code = Code
contest-column-nomination = Nomination
contest-column-state = Result
contest-column-day = Date
contest-column-sphere = Field
contest-column-contest = Contest
contest-column-level = Level
contest-column-applied = Applied
contest-column-participant = Participants
contest-column-prize = Prizes
contest-column-winner = Winners
contest-file-entries = contest-{ $number }-{ $day }.xlsx
contest-file-talented = talented-6-4-{ $day }.xlsx
