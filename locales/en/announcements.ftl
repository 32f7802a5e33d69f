menu-announcements = Announcements
menu-exam-days = Exam days

announcement-list = { $count ->
    [0] No announcements yet. The first takes four steps: to whom, what, when, approval.
   *[other] Announcements: yours, and those that wait for your approval.
}
announcement-line = { $state ->
    [draft] 📝
    [waiting] ⏳
    [scheduled] 🕒
    [sending] 📨
    [paused] ⏸
    [sent] ✅
   *[cancelled] ✖️
} { $day } · { $title }
announcement-empty = no text
announcement-new = ➕ Announcement
announcement-open = Open the announcement
announcement-audience = <b>To whom?</b> Choose roles; the rest narrows it down, nothing chosen means all.
announcement-reach = Recipients: <b>{ $count }</b>{ $unreachable ->
    [0] { "" }
   *[other] , of them unreachable: { $unreachable }
}
announcement-samples = For example: { $samples }
announcement-sample-staff = { $role }, { $place }
announcement-schools = 🏫 Schools
announcement-write = ✏️ Next: the text
announcement-state-of-agreed = Consent given
announcement-state-of-waiting = Consent awaited
announcement-ask-schools = { $count ->
    [0] No school is chosen: all schools within your reach get it.
   *[other] Schools chosen: { $count }
}
announcement-ask-body = { $correcting ->
    [yes] Send the corrected text (up to { $limit } characters, with a picture or file up to { $caption }). It replaces the old one for everybody, marked “corrected”.
   *[no] Send a text (up to { $limit } characters), or a picture or file with a caption (up to { $caption }). You can use { "{школа}" }, { "{класс}" }, { "{код}" }.
}
announcement-ask-topic = What is it about? Who has silenced the topic does not get it. “No topic” reaches everybody it is addressed to.
announcement-no-topic = No topic
announcement-ask-day = On which day shall it be sent?
announcement-ask-hour = At what time?
announcement-text = { $text }
announcement-corrected = ✏️ <i>Corrected</i>
announcement-seen = ✅ You have read it.
announcement-see = ✅ I have read it
announcement-seen-toast = Thank you, noted
announcement-whole = In full: { $title }
announcement-card = { $state ->
    [draft] 📝 <b>Draft</b>: check it, show it to yourself and hand it over for approval.
    [waiting] ⏳ <b>Waits for approval</b> by a second person.
    [scheduled] 🕒 <b>Approved</b>, waits for its time.
    [sending] 📨 <b>On its way</b>
    [paused] ⏸ <b>Paused</b>
    [sent] ✅ <b>Sent</b>
   *[cancelled] ✖️ <b>Stopped</b>
}
announcement-at = To be sent: { $at }
announcement-at-once = To be sent: at once after the approval, in working hours.
announcement-critical = ❗️ Critical for admission: it comes on exam days and over the daily budget too.
announcement-counts = { $total } in all · { $sent } delivered · { $waiting } on their way · { $unreachable } unreachable{ $stopped ->
    [0] { "" }
   *[other] { " " }· { $stopped } stopped
}
announcement-seen-count = Have read it: { $count }
announcement-act-ask = 📨 For approval
announcement-act-audience = 👥 To whom
announcement-act-write = ✏️ Text
announcement-act-preview = 👁 Show me
announcement-act-acknowledge = { $on ->
    [yes] ✓ Button “I have read it”
   *[no] Button “I have read it”
}
announcement-act-critical = { $on ->
    [yes] ✓ Critical for admission
   *[no] Critical for admission
}
announcement-act-topic = Topic
announcement-act-when = 🕒 When
announcement-act-now = At once
announcement-act-back = ↩️ Back to draft
announcement-act-approve = ✅ Approve
announcement-act-return = ↩️ Give back
announcement-act-pause = ⏸ Pause
announcement-act-resume = ▶️ Go on
announcement-act-stop-ask = ⏹ Stop
announcement-act-correct = ✏️ Correct
announcement-act-repeat = 🔁 Who has not read it
announcement-act-table = 📊 Results and whom to phone
announcement-approved-toast = Approved
announcement-returned-toast = Given back
announcement-stop-ask = Stop? Whoever has not got it will not get it. What is delivered stays.
announcement-stop-sure = Yes, stop
announcement-repeated = { $count ->
    [0] Everybody has read it
   *[other] People who get it again: { $count }
}
announcement-table-caption = Results by school, and whom to phone, by code.
announcement-progress = 📨 The announcement is on its way: { $sent } of { $total }, unreachable { $unreachable }{ $held ->
    [0] .
   *[other] , in the evening digest { $held }.
}
announcement-told-waits = ⏳ An announcement waits for your approval. Look at its text and recipients.
announcement-told-returned = ↩️ The announcement was given back. Change it and hand it over again.
announcement-table-title = Announcement, results as of { $day }
announcement-sheet-schools = By school
announcement-sheet-phone = Whom to phone
announcement-column-school = Organisation
announcement-column-total = In all
announcement-column-sent = Delivered
announcement-column-unreachable = Unreachable
announcement-column-acknowledged = Have read it
announcement-column-class = Class
announcement-column-code = Code
announcement-column-who = Who
announcement-column-why = Why
announcement-who-pupil = pupil
announcement-who-parent = parent
announcement-who-staff = staff
announcement-why = { $silent ->
    [yes] did not press “I have read it”
   *[no] the bot cannot reach them
}
announcement-file = Announcement { $day }

evening-head = 🌙 <b>Digest of the evening</b>: so that your day is quiet. Messages: { $count }
evening-more = And { $count } more: open the menu of the bot.

family-week-head = 🗓 <b>Your child's week</b>
family-week-child = <b>{ $code }</b>, { $class }
family-week-done = ✅ { $title }
family-week-next = 👉 { $day }: { $title }
family-week-needs-consent = ❗️ Your consent to take part is needed: without it the child is in no list.
family-week-needs-offer = 🎁 A seat at an event is free: confirm while it is yours.
family-week-route = Route of { $code }
family-week-off = 🔕 No digest, please

exam-grade-ask = Exam days: of which grade?
exam-days = { $count ->
    [0] Grade { $grade }: no exam days yet. Tap a day to mark it.
   *[other] Grade { $grade }, days marked: { $count }. On these days pupils get only what is critical for admission.
}

announcement-placeholder = There is no such placeholder: { $names }. You can use { "{школа}" }, { "{класс}" }, { "{код}" }.
announcement-staff-placeholder = Only pupils and parents have { "{класс}" } and { "{код}" }. Take the placeholder or the roles of staff away.
announcement-length = A text of at most { $limit } characters is needed. Shorten it and send it again.
announcement-incomplete = First choose to whom, and write the text.
announcement-past = This time has passed. Choose another one.
announcement-under-way = The announcement is on its way. It can be paused or corrected.
announcement-own = Another person approves your announcement.
announcement-decided = It has been decided already.
announcement-not-draft = The announcement is handed over for approval. Take it back to change it.
announcement-not-sent = The announcement has not been sent yet.
announcement-not-running = The sending is over already.
