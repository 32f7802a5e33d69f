pair-act-passport = 🧭 Three lines for the next
passport-line = 🧭 { $line }
passport-ask = Write { $lines } lines for the next mentor in one message, each on a line of its own (up to { $limit } characters): what works, what helps, what you are heading for. No names, no phones. The person reads them first and decides whether they are passed on.
passport-written = Thank you! The person reads them and decides.
passport-notice = Your mentor has left three lines for the next one. Read them: nobody sees them without your consent.
passport-yes = Pass them on
passport-no = Do not pass on
passport-decided = { $yes ->
    [yes] Good. You can show them to a new mentor under “My mentor”, to each one separately.
   *[no] Good, the lines are erased. Nobody will see them.
}
passport-show = { $on ->
    [yes] ✓ Sees my three lines
   *[no] Show my three lines
}{ $kind ->
    [tutor_pupil] : the tutor
   *[student_pupil] : the mentor
}
passport-shown = { $on ->
    [yes] Sees them now
   *[no] Does not see them any more
}
passport-lines = Exactly { $lines } lines are needed, each up to { $limit } characters. Send them again in one message.
