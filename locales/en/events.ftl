menu-events = Events
menu-event-desk = Events of the organisation
menu-event-reports = Reports on events

event-whose = { $count ->
    [0] No child is linked yet. Enter a code under “My children”.
   *[other] For whom?
}
event-list = { $count ->
    [0] Nothing is planned yet. As soon as there is an event for your grade, it will be here.
   *[other] Where you can go. Your sphere comes first.
}
event-own-list = { $count ->
    [0] You are not signed up for anything yet. Look what there is.
   *[other] Your events: { $count }
}
event-mine = 🗓 My events
event-line = { $state ->
    [signed] ✅
    [waiting] ⏳
    [offered] 🎁
    [attended] ⭐
    [missed] ✖️
   *[other] ▫️
} { $day }, { $time } · { $title }
event-facts =
    <b>{ $title }</b>
    { $kind } · { $organisation }
event-when = 🕒 { $day }, { $start }–{ $end }
event-where = 📍 { $place }
event-series = 🔁 Lessons: { $count }. One signs up for all of them at once.
event-lessons = 🔁 { $subject }, lessons: { $count }. One signs up for all of them at once.
event-grades = For grades: { $grades }
event-sphere = Sphere: { $sphere }
event-partner = Partner: { $partner }
event-escort = Accompanied by: { $escort }
event-bring = 🎒 Bring: { $bring }
event-about = { $about }
event-seats = { $free ->
    [0] No seats left, waiting: { $waiting }
   *[other] Seats left: { $free } of { $seats }
}
event-until = Sign up by { $until }
event-state-draft = The event is being prepared.
event-state-cancelled = ✖️ The event is cancelled.
event-state-held = The event is over.
event-own-signed = ✅ You are signed up.
event-own-waiting = ⏳ You are in the queue, place { $place }. When a seat is free, the bot offers it.
event-own-offered = 🎁 A seat is free for you. Confirm while it is yours.
event-own-cancelled = You gave your seat back.
event-own-attended = ⭐ You were there.
event-own-missed = You are marked as not having come. If that is wrong, tell the host.
event-conflict = ⚠️ You are signed up for that time already: “{ $title }”, { $at }
event-join = Sign up
event-join-anyway = Sign up all the same
event-queue = Join the queue
event-accept = 🎁 I take the seat
event-refuse = No, thank you
event-leave = I cannot come
event-leave-whole = I cannot come to any lesson
event-here = 🚪 I am here
event-ics = 📅 To the calendar
event-ics-all = 📅 All to the calendar
event-point = 🗺 On the map
event-open = Have a look
event-signed-toast = You are signed up
event-queued-toast = You are in the queue
event-left-toast = Noted. Thank you for telling
event-calendar-name = My events
event-calendar-file = Events
event-calendar-bring = Bring: { $what }
event-calendar-caption = Open the file: the phone puts the events into its calendar. If something changes, open a new file and they are updated.
event-link-stranger = This is an invitation to an event. Pupils and their parents can sign up: ask the coordinator of the school for the QR of the class.

event-told-soon = 🔔 Soon: <b>{ $title }</b>, { $at }
    📍 { $place }
event-told-offer = 🎁 A seat is free: <b>{ $title }</b>, { $at }. It is yours until { $until }.
event-told-lapsed = The seat for “{ $title }” ({ $at }) has gone to the next one: the time to answer ran out. You can join the queue again.
event-told-changed = ❗️ The event “{ $title }” you signed up for has changed.
event-new-time = 🕒 Now: <b>{ $at }</b>
event-new-place = 📍 Now: <b>{ $place }</b>
event-told-cancelled = ✖️ Cancelled: <b>{ $title }</b>, { $at }. Look what else there is.
event-told-feedback = You were at “{ $title }”.
event-told-unmarked = 🔔 “{ $title }”, { $at }: mark who came. Without it nobody's route and no report knows of it.

event-code-ask = Type the six digits from the screen or sheet at the door. They change every minute.
event-code-wrong = The code does not fit: it changes every minute. Look at the door and type it again.
event-not-signed = You are not signed up for this event. Please speak to the host.
event-welcome = ⭐ Noted: you are at “{ $title }”. Have a good day!
event-ask-liked = Did you like it?
event-ask-useful = Does it help you to choose a profession?
event-ask-again = Would you go again?
event-mark-1 = 🙁
event-mark-2 = 😐
event-mark-3 = 🙂
event-thanks = { $first ->
    [yes] Thank you! If you like, write one line about what you remember (up to { $limit } characters).
   *[no] Thank you, your answer is there already.
}
event-line-none = Nothing more
event-line-thanks = Thank you, it goes to the host without a name.
event-line-length = One line is needed, up to { $limit } characters. Please write it again.
event-line-said = The line is there already. Thank you!

event-desk = { $past ->
    [yes] { $count ->
        [0] No events lie behind yet.
       *[other] Events that are over: mark who was there if you have not yet.
    }
   *[no] { $count ->
        [0] Nothing is planned. Add the first event: six taps and two lines.
       *[other] Planned events.
    }
}
event-host-line = { $state ->
    [draft] 📝
    [published] 📣
    [held] ✔️
   *[cancelled] ✖️
} { $day } · { $title } · { $taken }/{ $seats }
event-new = ➕ Event
event-show-past = Past
event-show-list = To come
event-where-ask = { $count ->
    [0] You do not act for any organisation yet. Please ask the administrator.
   *[other] For which organisation?
}
event-kind-ask = What kind of event?
event-subject-ask = A course in which subject?
event-day-ask = On which day?
event-start-ask = When does it begin?
event-long-ask = How long does it last?
event-minutes = { $count ->
    [45] 45 min
    [60] 1 hour
    [90] 1.5 hours
    [120] 2 hours
    [180] 3 hours
    [240] 4 hours
   *[360] 6 hours
}
event-title-ask = What is it called? Up to { $limit } characters.
event-place-ask = Where is it: address, room? Up to { $limit } characters.
event-host-seats = Seats: { $seats }, signed up: { $taken }, waiting: { $waiting }{ $quota ->
    [0] { "" }
   *[other] , at most { $quota } of one school
}
event-host-open = { $all ->
    [yes] Pupils of all schools see it.
   *[no] Only pupils of your school see it.
}
event-host-draft = 📝 A draft: nobody sees it yet. Look it over and publish.
event-host-published = 📣 Published.
event-host-held = ✔️ Over.
event-host-cancelled = ✖️ Cancelled.
event-host-link = Link to sign up: { $link }
event-act-publish = 📣 Publish
event-act-edit = ✏️ Change
event-act-repeat = 🔁 Repeat
event-act-ask = Cancel the event
event-act-door = 🚪 Code at the door
event-act-attendees = 👥 Who came
event-published-toast = Published
event-cancelled-toast = Cancelled, everybody will be told
event-repeated-toast = Lessons by week are added
event-saved = Saved
event-moved-toast = Moved, everybody will be told
event-cancel-ask = { $count ->
    [0] Cancel “{ $title }”? Nobody is signed up yet.
   *[other] Cancel “{ $title }”? Those who signed up ({ $count }) will be told at once.
}
event-cancel-sure = Yes, cancel
event-cancel-whole = Cancel all lessons
event-repeat-ask = For how many weeks more, on the same day and hour? Days off are passed over.
event-attendees = 👥 Who came
event-attendees-head = <b>{ $title }</b>, signed up: { $count }. Tap a code to mark it.
event-attendees-counts = Came: { $came } · did not: { $missed } · not marked: { $unmarked }
event-attendees-more = Not all are shown: { $count } more. Mark the rest with the buttons below or by the code at the door.
event-attendee = { $state ->
    [attended] ✅
    [missed] ✖️
   *[signed] ▫️
} { $code }
event-rest-came = The others came
event-rest-missed = The others did not
event-door =
    <b>{ $title }</b>
    Code at the door: <code>{ $code }</code>
    It changes every minute. Show the QR on a screen or say the digits.
event-door-again = 🔄 New code
event-door-closed = Marks are taken from { $opens }: an hour before the beginning.

event-edit-title = What is it called now? Up to { $limit } characters.
event-edit-about = Describe it in a few words (up to { $limit } characters). To take it away, send “-”.
event-edit-place = Where is it now? Up to { $limit } characters.
event-edit-seats = How many seats? A number up to { $limit }.
event-edit-school_quota = How many seats may one school take? A number up to { $limit }, 0 means any.
event-edit-partner = Who is the partner: college, university, enterprise? Up to { $limit } characters. To take it away, send “-”.
event-edit-escort = Who accompanies (a position, no name)? Up to { $limit } characters. To take it away, send “-”.
event-edit-bring = What to bring? Up to { $limit } characters. To take it away, send “-”.
event-point-ask = Send the place: paper clip → “Location”.
event-sphere-ask = Which sphere? Its pupils see the event first.
event-class-ask = For which profile class?
event-no-class = Not for a class
event-grades-ask = For which grades? None means all.
event-field-title = Title
event-field-about = Description
event-field-place = Place
event-field-seats = Seats
event-field-school_quota = Quota of a school
event-field-partner = Partner
event-field-escort = Accompanied by
event-field-bring = What to bring
event-field-start = 📅 Day and hour
event-field-long = How long
event-field-closing = Sign up by
event-field-grades = Grades
event-field-sphere = Sphere
event-field-point = 🗺 Point on the map
event-field-class = Profile class
event-field-open = { $all ->
    [yes] Only for the own school
   *[no] For all schools
}

event-report-choose = Which report? Only attendance marked at the door or in the list counts.
event-report-events = Events and coverage (2.4, 2.4.2)
event-report-seasonal = Autumn season (2.5)
event-report-courses = Exam courses (2.8.4)
event-report-partners = Partners and classes (2.1.3)
event-report-caption = The report on events.
event-report-events-title = Practical events held
event-report-events-order = Items 2.4 and 2.4.2 of the order
event-report-events-file = Events and coverage { $day }
event-report-seasonal-title = Days of professional education
event-report-seasonal-order = Item 2.5 of the order, October to December
event-report-seasonal-file = Autumn season { $day }
event-report-courses-title = Coverage by exam courses
event-report-courses-order = Item 2.8.4 of the order
event-report-courses-file = Exam courses { $day }
event-report-partners-title = Network of profile classes
event-report-partners-order = Item 2.1.3 of the order
event-report-partners-file = Partners and classes { $day }
event-report-sheet-events = Events
event-report-sheet-coverage = Coverage by school
event-report-sheet-courses = Courses
event-report-sheet-partners = Partners × classes
event-report-day = Day
event-report-kind = Kind
event-report-title = Event
event-report-organisation = Organisation
event-report-partner = Partner
event-report-seats = Seats
event-report-signed = Signed up
event-report-came = Came
event-report-missed = Did not come
event-report-liked = Mark 1–3
event-report-subject = Subject
event-report-school = School
event-report-pupils = Pupils
event-report-lessons = Lessons
event-report-visits = Visits

event-sign-up-over = The sign-up is closed. Ask the host whether there are seats left.
event-needs-consent = You can sign up after the consent to take part (under 18, a parent's too). Open “Consents” in the menu.
event-offer-over = The time to answer ran out, the seat has gone to the next one. Open the event: you can join the queue again.
event-in-the-past = This day or the end of the sign-up has passed, or lies more than a year off. Choose another one.
event-text = A text of at most { $limit } characters is needed. Please write it again.
event-number = A number from { $least } to { $most } is needed. Please write it again.
event-too-many-lessons = A course has at most this many lessons: { $count }. Choose fewer weeks.
event-is-held = The event is over, it cannot be changed.
event-is-cancelled = The event is cancelled. Make a new one.
