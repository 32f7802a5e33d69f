students-head =
    <b>Pupils</b>
    In all: { $count } · new: { $new } · want a contract: { $wants } · wait for a parent: { $waiting }
students-by-grade = Grades: { $parts }
students-by-sphere = Fields: { $parts }
students-by-level = Levels: { $parts }
students-school = { $order }. { $school }: { $count ->
    [0] <b>nobody yet</b>
   *[other] { $count }, new { $new }, want a contract { $wants }
}
students-empty-schools = { $count ->
    [one] ⚠️ In { $count } school nobody has signed up.
   *[other] ⚠️ In { $count } schools nobody has signed up.
}
students-school-head =
    <b>{ $school }</b>
    In all: { $count } · new: { $new } · want a contract: { $wants } · wait for a parent: { $waiting }
students-class = { $name }: { $count ->
    [0] <b>nobody yet</b>
   *[other] { $count }, new { $new }, want a contract { $wants }
}
students-class-open = { $name } · { $count }
students-none = { $may_invite ->
    [yes] Nobody has signed up. Print the QR of a class: a pupil signs up in less than a minute.
   *[no] Nobody has signed up.
}
students-class-head = <b>{ $name }</b>, entries: { $count }
students-marks =
    🆕 to be confirmed, ⏳ waits for a parent, ✅ all is well, 📄 wants a contract, ✖️ has left.
    There are no names here: compare the code with the pupil.
students-pupil = { $mark ->
    [gone] ✖️
    [new] 🆕
    [waiting] ⏳
   *[well] ✅
} { $code }{ $wants ->
    [yes] { " " }📄
   *[no] { "" }
}
students-approve-all = Confirm all new ones ({ $count })
students-approved = { $count ->
    [0] There are no new ones
    [one] { $count } entry confirmed
   *[other] { $count } entries confirmed
}
students-files = Lists as files

student-card =
    <b>{ $code }</b>
    { $school }, { $class }

    Field: { $sphere }
    Studying at: { $level }
    Decision: { $interest }
student-state-new = 🆕 Waits for you: compare the code with the pupil.
student-state-approved = ✅ Confirmed.
student-state-left = ✖️ Has left.
student-state-moved = ✖️ Went to another school.
student-state-merged = Merged with another entry.
student-consent = { $purpose }: { $pupil ->
    [yes] pupil: yes
   *[no] pupil: no
}{ $minor ->
    [yes] { $parent ->
        [yes] , parent: yes
       *[no] , parent: no
    }
   *[no] { "" }
}
student-parents = { $count ->
    [0] No parent is linked yet.
    [one] { $count } parent is linked.
   *[other] { $count } parents are linked.
}
student-offline = An entry without a chat: the bot does not write to this pupil.
purpose-participation = Taking part
purpose-reminders = Reminders
purpose-employers = Sharing with employers
student-act-approve = ✅ Confirm
student-act-correct = ✏️ Correct
student-act-double = A double
student-act-ask-left = Has left
student-act-ask-moved = Moved
student-act-return = Take back
student-saved = Saved
student-merged = This entry was merged with another one. Open the list of the class again.
student-left-ask = Note that { $code } has left? The pupil is told, and the entry leaves the lists. You can take it back.
student-left-sure = Yes, has left
student-moved-ask = Note that { $code } went to another school? There the pupil signs up anew by the QR of the class.
student-moved-sure = Yes, moved
student-correct = What is to be corrected in { $code }? Every change goes into the list of corrections.
student-class = Class
student-sphere = Field
student-level = Where to study
student-interest = Contract
student-grade-ask = Which grade is the pupil in now?
student-letter-ask = Which letter has the class?
student-sphere-ask = Which field?
student-level-ask = Where to study?
student-interest-ask = Decided on a contract?
student-double-ask = { $count ->
    [0] There are no other entries in this class.
   *[other] With which entry is it merged? The one you choose remains.
}
student-told-approved = ✅ The coordinator has confirmed your entry { $code }. Have a look at the menu: your entry, questions and answers.
student-told-corrected = The coordinator has corrected the class in entry { $code }: now { $class }. If that is wrong, tell them.
student-told-left = The coordinator noted that you have left: entry { $code } is closed. If that is wrong, tell them.
student-told-moved = The coordinator noted that you went to another school: entry { $code } is closed. Sign up in the new school by the QR of your class.
student-told-merged = Your entry { $code } turned out to be a second one and was merged with the first. Nothing is to be done.
student-told-new = Entry { $code } waits for the coordinator again.

list-choose = Which list? The file holds codes and no names: the school joins the names on its own computer.
list-interested = Lists of pupils (2.2), Excel
list-interested-docx = Lists of pupils (2.2), Word
list-contract = Want a contract (2.8.1), Excel
list-contract-docx = Want a contract (2.8.1), Word
list-corrections = Corrections since 1 September
list-interested-title = Lists of pupils of grades 9 and 11 motivated for target training
list-contract-title = Lists of pupils who plan to sign a contract of target training
list-corrections-title = List of corrections
list-year = School year { $year }/{ $next }, as of { $day }
list-order = Cycle plan, item { $item }
list-waiting = { $count ->
    [0] { "" }
    [one] { $count } more pupil waits for the consent of a parent and is not in the list.
   *[other] { $count } more pupils wait for the consent of a parent and are not in the list.
}
list-sheet-list = List
list-sheet-summary = Summary
list-sheet-changes = Corrections
list-column-number = No.
list-column-school = Organisation
list-column-code = Code
list-column-class = Class
list-column-sphere = Field
list-column-level = Level
list-column-interest = Degree of interest
list-column-institution = Institution
list-column-specialty = Specialty
list-column-employer = Employer
list-column-state = Entry
list-column-total = In all
list-column-wants = Want a contract
list-column-waiting = Wait for a parent
list-column-grade = Grade { $grade }
list-column-day = Date
list-column-field = What has changed
list-column-was = Was
list-column-now = Is
list-state-new = not confirmed
list-state-approved = confirmed
list-all = In all
list-responsible = Responsible
list-done = { $title }. There are no names in the file: join it with your own list by <code>lists join</code> on your own computer.
list-file-interested = list-2-2-{ $day }
list-file-contract = list-2-8-1-{ $day }
list-file-corrections = corrections-{ $day }
field-state = entry
field-class = class
field-sphere = field
field-level = level
field-interest = degree of interest
field-institution = institution
field-specialty = specialty
field-employer = employer
change-new = made
change-approved = confirmed
change-left = has left
change-moved = moved
change-merged = double

week-head = <b>Signing up for target training, this week</b>
week-line = { $school }: +{ $fresh } this week, { $count } in all{ $empty ->
    [0] .
   *[other] . Nobody yet: { $names }.
}
week-new = { $count ->
    [one] { $count } entry waits to be confirmed.
   *[other] { $count } entries wait to be confirmed.
}
student-name = { $known ->
    [yes] { $readable ->
        [yes] 👤 { $name }
       *[no] 👤 There is a name, but it cannot be opened: check NAMES_KEY.
    }
   *[no] 👤 No name is written down.
}
student-act-name = Name
student-name-ask = Write the name for { $code }. It is sealed in the database; only your school's coordinator sees it. Send “-” to take it away.
student-name-kept = Saved. Delete your message with the name from the chat.
