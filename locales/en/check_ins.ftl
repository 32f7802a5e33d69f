menu-my-pairs = My mentees
my-pairs-head = { $count ->
    [0] You accompany nobody yet. When a coordinator assigns somebody to you, they appear here.
   *[other] <b>My mentees</b>: { $count }{ $late ->
        [0] { "" }
       *[other] . Time to meet: { $late }
    }. Open one and log a meeting in three taps.
}
my-pairs-back = My mentees
my-pair-line = { $state ->
    [late] 🔴
    [paused] ⏸
   *[active] ▫️
} { $who } · { $met ->
    [yes] met { $day }
   *[no] not met yet
}
pair-head = <b>{ $who }</b> · { $place }
    { $kind ->
        [tutor_pupil] You are the tutor
        [student_pupil] You are the student mentor
        [employer_student] You mentor a student
       *[employer_specialist] You mentor a young specialist
    }
pair-meetings = { $met ->
    [yes] Meetings: { $count }, the last on { $day }
   *[no] No meetings yet, a pair since { $day }
}
pair-next = 📅 Next: <b>{ $day }</b>{ $todo ->
    [yes] {" — "}{ $step }
   *[no] {""}
}
pair-next-step = 🎯 Until then: { $step }
pair-state = { $state ->
    [paused] ⏸ Paused: the bot does not remind.
   *[closed] 🏁 The pair has ended, the journal is kept.
}
pair-toast-active = Going on
pair-toast-paused = Paused: no reminders
pair-act-journal = 📔 Journal
pair-act-plan = 📅 Next meeting
pair-act-plan-read = 🧭 Plan
pair-act-programme = 📋 Programme
pair-act-write = ✉️ Write
pair-act-pause = ⏸ Pause
pair-act-resume = ▶️ Go on
pair-act-close = 🏁 End
pair-open = Open
pair-planned = Noted
pair-close-ask = Why does the pair end? The journal stays with the mentee, and the bot asks both how it was.
close-reached = The goal is reached
close-year_end = The school year is over
close-moved = The mentee has left or moved
close-misfit = It did not fit
close-mentor_left = The mentor cannot go on
check-in-when = { $late ->
    [yes] ⏰ Time to meet. Have you met already? When:
   *[no] Log a meeting. When was it?
}
check-in-today = Today
check-in-yesterday = Yesterday
check-in-other-day = Another day
check-in-which-day = On which day did you meet?
check-in-form = { $who }, { $day }. How did you meet?
form-meeting = 🤝 Meeting
form-call = 📞 Call
form-message = 💬 Messages
form-workplace = 🏭 At work
form-group = 👥 Group
check-in-topic = What was it about? Press the main thing and the meeting is logged.
check-in-topics = Mark all you talked about.
topic-choice = Choosing a path
topic-study = Study
topic-exams = Exams
topic-documents = Papers, contract
topic-mood = Mood
topic-work = Work, practice
check-in-saved = Logged ✓
check-in-head = ✅ <b>{ $who }</b>, { $day }
check-in-about = { $form }, { $minutes } min · { $topics }
check-in-note = 📝 { $text }
check-in-voice = 🎙 A voice note is kept
check-in-confirmed = 👌 Confirmed by both
check-in-next = { $planned ->
    [yes] The next meeting is on { $day }.
   *[no] Agreed on the next one? Press “Next meeting”.
}
check-in-act-topics = ➕ Topics
check-in-act-lengths = ⏱ Length
check-in-act-note = 📝 Note
check-in-act-erase = Erase the note
check-in-act-fix = ✏️ Correct
check-in-act-remove = 🗑 Delete
check-in-length = How long did it take?
check-in-minutes = { $count } min
check-in-note-ask = Write one line (up to { $limit } characters) or record a voice message. No names, no phones: the next mentor and the curator see the note.
check-in-erased = Erased
check-in-reason-ask = More than a day has passed. Write why you correct it: the reason is kept in the journal.
check-in-fix-ask = What is to be corrected?
check-in-fix-day = 📅 Another day
check-in-corrected = Corrected
check-in-remove-ask = Delete the meeting from the journal?
check-in-remove-sure = Yes, delete
check-in-removed = Deleted
plan-ask = When do you meet { $who } next? If the day passes, the bot asks both. Below: what to do until then.
plan-in-weeks = +{ $count } wk
next-step-read = Read
next-step-visit = Visit
next-step-talk = Talk at home
next-step-documents = Collect papers
next-step-route = A step of the route
journal-head = { $count ->
    [0] The journal is empty so far.
   *[other] 📔 <b>Journal</b>, meetings: { $count }. Open one of yours by its number.
}
journal-paper = 📄 The journal as a document
journal-line = { $place }. { $day } · { $form }, { $minutes } min · { $topics }{ $confirmed ->
    [yes] {" 👌"}
   *[no] {""}
}{ $noted ->
    [yes] {" — "}{ $note }
   *[no] {""}
}
group-open = 👥 A group meeting
group-ask = With whom did you meet?
group-all = All, { $count }
group-who = Present: <b>{ $count }</b>. Untick those who were not there and press the day.
group-logged = ✅ Logged, { $day }. It stands in the journal of everybody who was there: { $count }.
meet-notice = ⏰ <b>{ $who }</b>: no meeting for { $days ->
    [one] { $days } day
   *[other] { $days } days
}. If you have met, say when:
meet-notice-many = ⏰ Time to meet. No meeting for a while: <b>{ $count }</b>. Open those you have met, or plan a day.
met-notice = { $side ->
    [mentor] A meeting with { $who } was planned for { $day }. Did it take place?
   *[mentee] A meeting with your mentor was planned for { $day }. Did it take place? The mentor does not see your answer.
}
met-yes = Yes, we met
met-no = No
met-thanks = { $yes ->
    [yes] Thank you! Noted.
   *[no] Thank you, I see. It happens: agree on another day.
}
fine-notice = There has been no meeting with your tutor or mentor for a while. Is all well? Only the curator sees the answer.
fine-yes = All is well
fine-no = I want to meet
fine-thanks = { $fine ->
    [yes] Thank you! Good that all is well.
   *[no] Thank you for saying so. The curator will know and help.
}
pulse-notice = { $closing ->
    [yes] { $side ->
        [mentor] 🏁 The pair with { $who } has ended. Thank you! How was it?
       *[mentee] 🏁 The mentoring has ended. How was it?
    }
   *[no] { $side ->
        [mentor] How is it going with { $who }?
       *[mentee] How is it going with your tutor or mentor?
    }
} Three taps; the other side does not see your answers.
pulse-question = { $place } of { $of }. { $asked ->
    [useful] { $side ->
        [mentor] Are the meetings of use?
       *[mentee] Are the meetings useful to you?
    }
    [easy] { $side ->
        [mentor] Is it easy to talk?
       *[mentee] Is it easy to talk and to ask?
    }
   *[forward] { $side ->
        [mentor] Do you see progress?
       *[mentee] Are you getting closer to your goal?
    }
}
pulse-mark-3 = 🙂 Yes
pulse-mark-2 = 😐 So-so
pulse-mark-1 = 🙁 No
pulse-thanks = Thank you for your answers!
check-in-long = Too long: up to { $limit } characters. Shorten it and send it again.
check-in-next-day = Choose a day after today, at most half a year ahead.
check-in-reason = More than a day has passed: press “Correct” first and write the reason.
check-in-day = A meeting of the last { $days } days can be logged, today at the latest.
check-in-old = More than a day has passed: only “Correct” is left, with a reason.
pair-closed = This pair has ended. The journal is kept.
group-nobody = Nobody is marked. Mark at least one and press the day.
