menu-mentoring-view = Mentoring at a glance
overview-head = { $count ->
    [0] Neither pupils nor pairs yet.
   *[other] <b>Mentoring at a glance</b>, organisations: { $count }
}
overview-line = { $risk ->
    [0] 🟢
   *[other] 🔴 { $risk }
} · { $name } · { $percent }% with a tutor
overview-place = <b>{ $name }</b>
overview-tutored = 👤 With a tutor: { $have } of { $count }
overview-plans = 🧭 With a route: { $routes }, with a confirmed plan: { $plans } of { $count }
overview-pairs = Pairs: 🟢 { $healthy } · 🟡 quiet { $quiet } · 🔴 at risk { $risk }
overview-meetings = 🤝 Meetings this school year: { $count }, hours: { $hours }
overview-pairs-open = Pairs and why
overview-mentors-open = By mentor
overview-picture-open = 🗓 Heat map
overview-pairs-head = { $count ->
    [0] No pairs yet.
   *[other] <b>Pairs</b>: { $count }, first those who need help.
}
overview-pair-line = { $health ->
    [risk] 🔴
    [quiet] 🟡
   *[healthy] 🟢
} { $code } · { $kind ->
    [tutor_pupil] tutor
    [student_pupil] student
    [employer_student] mentor of a student
   *[employer_specialist] mentor of a specialist
} · { $met ->
    [yes] met { $day }
   *[no] not met, since { $day }
}{ $known ->
    [yes] {" — "}{ $why }
   *[no] {""}
}
why-gone = the mentor has left
why-signal = a signal is open
why-late = no meeting for long
why-papers = consent or order is missing
overview-journal = 📄 { $code }{ $kind ->
    [tutor_pupil] {" · "}tutor
    [student_pupil] {" · "}student
   *[employer_student] {""}
}
overview-mentors-head = { $count ->
    [0] No tutors or mentors yet.
   *[other] <b>Tutors and mentors</b>, this school year
}
overview-mentor-line = • { $known ->
    [yes] { $position }, no. { $number }
   *[no] no. { $number }
}: pairs { $pairs }, meetings { $meetings }, { $hours }
overview-hours = { $hours } h { $minutes } min
heat-map-title = Meetings by week. { $place }
heat-map-foot = Meetings in all: { $count }, on { $day }
heat-map-caption = Meetings by week: a row is a tutor or mentor, a column a week.
register-caption = There are no names in the document: the school adds them on its own computer.
register-paper-tutors = 📄 Register 2.3
register-table-tutors = 📊 2.3, XLSX
register-paper-students = 📄 Register 2.6
register-table-students = 📊 2.6, XLSX
register-paper-workplace = 📄 Register 3.2
register-table-workplace = 📊 3.2, XLSX
register-title-tutors = Register of tutors assigned to pupils (item 2.3)
register-title-students = Register of pairs “student – pupil” (item 2.6)
register-title-workplace = Register of pairs and programmes of mentoring “employer – student (young specialist)” (items 3.2.1, 3.2.2)
register-title-journal = Journal of meetings
register-sheet-tutors = 2.3 Tutors
register-sheet-students = 2.6 Student – pupil
register-sheet-workplace = 3.2 At work
register-year = School year { $year }/{ $next }, as of { $day }
register-number = No.
register-class = Class
register-code = Code
register-tutor = Tutor
register-mentor = { $known ->
    [yes] { $position }, no. { $number }
   *[no] no. { $number }
}
register-mentor-head = Mentor
register-began = Since
register-meetings = Meetings
register-last = Last meeting
register-route = Route sheet
register-plan = Personal professional plan
register-state = State
register-kind = Mentee
register-programme = Programme of mentoring
register-day = Day
register-form = Form
register-minutes = Minutes
register-topics = Topics
register-note = Note
register-nobody = nobody
register-yes = { $on ->
    [yes] yes
   *[no] no
}
register-plan-none = none
register-plan-draft = being written
register-plan-submitted = with the tutor
register-plan-returned = being reworked
register-plan-confirmed = confirmed
register-kind-employer_student = student
register-kind-employer_specialist = young specialist
register-state-active = goes on
register-state-paused = paused
register-state-closed = ended
register-form-meeting = meeting
register-form-call = call
register-form-message = messages
register-form-workplace = at work
register-form-group = group
register-voice = voice note
register-journal-of = { $code } · { $mentor }
register-journal-total = Meetings in all: { $count }, minutes: { $minutes }.
register-total-pairs = Pairs: { $count }, meetings: { $meetings }.
register-total-tutors = { $have } of { $count } pupils have a tutor ({ $percent }%).
register-total-plans = { $routes } have a route sheet ({ $routes_percent }%), { $plans } a confirmed personal professional plan ({ $plans_percent }%).
register-file-tutors = Register 2.3 tutors { $day }
register-file-students = Register 2.6 student-pupil { $day }
register-file-workplace = Register 3.2 mentoring { $day }
register-file-journal = Journal of meetings { $day }
