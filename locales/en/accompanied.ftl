menu-my-mentor = My mentor
my-mentor-head = { $count ->
    [0] Nobody accompanies you yet. When the school assigns a tutor or offers a mentor, the bot will write.
   *[other] <b>Who accompanies you</b>
}
my-mentor-line = • { $kind ->
    [tutor_pupil] Tutor
    [student_pupil] Student mentor
   *[employer_student] Mentor
}{ $known ->
    [yes] {" — "}{ $position }
   *[no] {""}
}. { $planned ->
    [yes] The next meeting is on <b>{ $day }</b>.
   *[no] Since { $day }.
}
my-mentor-write = ✉️ { $kind ->
    [tutor_pupil] Write to the tutor
   *[student_pupil] Write to the mentor
}{ $known ->
    [yes] : { $position }
   *[no] {""}
}
discomfort = 🆘 I feel uncomfortable
discomfort-more = Write a few words
discomfort-sent = You were right to say so. The curator has got the message and answers by the next working day. The mentor does not learn of it.

    If there is danger right now, call 112 or go to an adult you trust.
discomfort-ask = Write what has happened or what worries you. Only the curator reads it.
discomfort-told = Passed on to the curator, who answers by the next working day.
discomfort-heard = The curator has read your message and takes care of it. They will get in touch through the school or organisation.
relay-ask = Write a message (up to { $limit } characters). The bot passes it on; the other side sees neither a name nor an account. The curator may read what is written.
relay-sent = { $later ->
    [yes] It goes out { $at }: this is no time for messages.
   *[no] Passed on.
}
relay-notice = ✉️ { $side ->
    [mentor] { $kind ->
        [tutor_pupil] The tutor
       *[student_pupil] The mentor
    } writes
   *[mentee] <b>{ $who }</b> writes
}:
    { $text }
relay-answer = Answer
relay-long = The message is empty or longer than { $limit } characters. Shorten it and send it again.
relay-nobody = The mentee has no chat with the bot yet: talk when you meet.
relay-paused = The pair is paused, the message was not passed on. Press “Go on” on the card and send it again.
