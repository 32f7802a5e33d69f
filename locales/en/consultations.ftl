consultation-topic-admission = Admission
consultation-topic-contract = The contract
consultation-topic-support = Support
consultation-topic-liability = Liability
consultation-topic-other = Something else
consultation-where = { $count ->
    [0] There are no free times at present. Ask in writing: “Ask a human”.
   *[other] Whom do you want to see?
}
consultation-own = 🗓 { $at }: { $organisation }, { $place }
consultation-times = { $count ->
    [0] The last free time has just gone. Choose another organisation.
   *[other] <b>{ $organisation }</b>. When does it suit you?
}
consultation-topic = What is it about? { $known ->
    [yes] Nobody sees your name or phone.
   *[no] I keep the number of this chat in order to remind you; nobody sees your name or phone. /forget erases everything.
}
consultation-booked = ✅ You are booked: <b>{ $at }</b>, { $organisation }, { $place }, { $minutes } minutes. I will remind you the day before and two hours before.
consultation-cancel = Cancel the booking
consultation-cancel-one = Cancel { $at }
consultation-cancelled-toast = The booking is cancelled
consultation-gone = This time is over or cancelled. Open “Consultations” and choose another one.
consultation-taken = This time has just been taken. Open “Consultations” and choose another one.
consultation-too-many = You have { $count } bookings already. Cancel one to make another.
consultation-reminder = 🗓 Your consultation: <b>{ $at }</b>, { $organisation }, { $place }. If you cannot come, cancel it for somebody else's sake.
consultation-told-cancelled = The consultation on { $at } was cancelled. We are sorry! Choose another time.
consultation-told-booked = 🗓 Somebody has booked: <b>{ $at }</b>, about: { $topic }.
consultation-again = Another time
consultation-desk-head = { $count ->
    [0] You have not offered any times yet.
   *[other] Your consultations, booked: { $booked }. Mark each one afterwards: the journal is made of the marks.
}
consultation-desk-slot = { $state ->
    [free] ⚪️
    [booked] 🟢
    [held] ✅
    [missed] ✖️
   *[cancelled] 🚫
} { $at }
consultation-desk-view =
    <b>{ $at }</b>, { $minutes } minutes
    { $place }
    { $state ->
        [free] Free.
        [booked] Booked.
        [held] Held.
        [missed] Nobody came.
       *[cancelled] Cancelled.
    } { $named ->
        [yes] About: { $topic }.
       *[no] { "" }
    }
consultation-held = ✅ Held
consultation-missed = Nobody came
consultation-other-topic = Another topic
consultation-withdraw = Take the time back
consultation-held-topic = What was it about?
consultation-marked = Marked
consultation-withdrawn = Taken back; whoever has booked is told
consultation-not-yet = This consultation is still to come. Mark it afterwards.
consultation-place = The place has 1 to { $limit } characters, such as “room 12”. Write it again.
consultation-nothing-offered = This time is offered already, over, or on a day off. Choose another one.
offer-button = Offer times
offer-where = For which organisation?
offer-day = On which day? I pass over days off.
offer-hour = From what time on?
offer-count-ask = How many in a row, of how many minutes?
offer-count = { $count } × { $minutes }
offer-weeks-ask = Once or every week?
offer-weeks = { $weeks ->
    [1] Once
   *[other] { $weeks } weeks
}
offer-place = Where? Write, for example, “room 12” or “by phone through the office”. No phone number is needed.
offer-done = ✅ The times are offered; families see them already.
journal-title = Journal of consultations about target training
journal-order = Cycle plan, item 2.7
journal-sheet = Journal
journal-day = Date
journal-time = Time
journal-organisation = Who advised
journal-topic = Topic
journal-grade = Grade
journal-file = journal-2-7-{ $day }.xlsx
journal-done = The journal of consultations and the coverage of parents (2.7). There are no names in it.
coverage-sheet = Parents
coverage-title = Coverage of parents by school
coverage-school = Organisation
coverage-parents = Parents linked
coverage-held = Consultations held
coverage-meetings = Meetings
coverage-came = Came to meetings
