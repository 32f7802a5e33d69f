meetings-head = { $count ->
    [0] There are no meetings yet. Make one: parents sign up by a QR code, and afterwards you note how many came.
   *[other] Parents' meetings. Note afterwards how many came.
}
meeting-new = A new meeting
meeting-button = { $day } { $title } · { $counted ->
    [yes] { $count } came
   *[no] { $signed } signed up
}
meeting-where = In which organisation?
meeting-day = On which day?
meeting-hour = At what time?
meeting-title = What is it called? Up to { $limit } characters, such as “What is a target contract”.
meeting-place = Where? Up to { $limit } characters, such as “assembly hall”.
meeting-texts = A title has 3 to { $title } characters, a place up to { $place }. Send the place again or begin anew under “Meetings”.
meeting-past = This time is over. Begin anew under “Meetings” and choose another one.
meeting-made =
    ✅ <b>{ $title }</b>
    { $organisation }, { $at }, { $place }

    Show parents the QR or send them the link: { $link }
    They sign up in one tap. The bot reminds them the day before.
meeting-view =
    <b>{ $title }</b>
    { $organisation }, { $at }, { $place }

    { $cancelled ->
        [yes] Cancelled.
       *[no] Signed up: { $signed }.
    } { $counted ->
        [yes] Came: { $count }.
       *[no] { "" }
    }
meeting-act-count = How many came
meeting-act-ask = Cancel the meeting
meeting-cancel-ask = Cancel the meeting? { $count ->
    [0] Nobody has signed up yet.
    [one] { $count } person who signed up will be told.
   *[other] { $count } people who signed up will be told.
}
meeting-cancel-sure = Yes, cancel
meeting-cancelled-toast = The meeting is cancelled
meeting-count-ask = How many parents came? Write a number. Signed up: { $signed }.
meeting-count-wrong = A number from 0 to { $most } is needed. Write it again.
meeting-not-yet = The meeting is still to come. Note afterwards how many came.
meeting-unknown = There is no such meeting. Check the link or ask at school.
meeting-gone = This meeting is over or cancelled. Ask at school about the next one.
meeting-invites =
    { $cancelled ->
        [yes] The meeting “{ $title }” is cancelled.
       *[no] Parents' meeting: <b>{ $title }</b>
    }
    { $organisation }, { $at }, { $place }

    { $known ->
        [yes] Press “I will come”, and the bot reminds you the day before.
       *[no] Press “I will come”, and the bot reminds you the day before. For that I keep the number of this chat until 30 days after the meeting; I ask for no name.
    }
meeting-yes = I will come
meeting-no = I cannot come
meeting-signed = ✅ See you there: <b>{ $title }</b>, { $organisation }, { $at }, { $place }. I will remind you the day before.
meeting-given-up = Fine, you are signed off. If you change your mind, press “I will come”.
meeting-tomorrow = 🗓 Tomorrow: <b>{ $title }</b>, { $at }, { $place }.
meeting-told-cancelled = The meeting “{ $title }” ({ $at }, { $place }) is cancelled. The school will tell about another day.
meeting-told-count = How was the meeting “{ $title }” on { $at }? Note how many parents came: it goes into the report of 2.7.
