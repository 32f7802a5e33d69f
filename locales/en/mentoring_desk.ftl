menu-mentoring-desk = Mentoring
menu-mentoring-offers = Pairs offered to me

mentors-where = { $count ->
    [0] There is no organisation whose pairs you see to yet. Ask the administrator for a role in one.
   *[other] <b>Mentoring</b>. Which organisation?
}
mentors-desk =
    <b>Mentoring</b> · { $name }
    Tutors and mentors: { $mentors }
mentors-desk-without = Without a tutor: { $count }
mentors-waiting = ⏳ Wait for a parent's consent: { $count }
mentors-desk-trainees = Students and young specialists: { $count }
mentors-desk-pairs = Pairs: going on — { $active }, paused — { $paused }
mentors-desk-offers = Offers waiting for an answer: { $count }
mentors-desk-empty = 👉 Begin by inviting a tutor or a mentor.
mentors-part-mentors = Tutors and mentors
mentors-part-pairs = Pairs
mentors-part-past = Pairs that have ended
mentors-part-trainees = Students and specialists
mentors-part-invite = ➕ Invite
mentors-classes = Without a tutor, by class

mentors-name = { $role }{ $positioned ->
    [yes] , { $position }
   *[no] { $number ->
        [0] { "" }
       *[other] { " " }no. { $number }
    }
}
mentors-list = { $count ->
    [0] There are no tutors or mentors yet. Press “Invite” and pass the link on.
   *[other] <b>Tutors and mentors</b>: { $count }. Beside each: how many people they accompany, and the limit. 📄 — the consent or the order is missing.
}
mentors-line = { $gone ->
    [yes] 🚪{ " " }
   *[no] { $papers ->
        [yes] { "" }
       *[no] 📄{ " " }
    }
}{ $name } · { $load }/{ $limit }
mentors-card =
    <b>{ $name }</b>
    Accompanies: { $load }, limit: { $limit }
mentors-card-sphere = { $known ->
    [yes] Field: { $sphere }
   *[no] No field yet: choose one, and the suggestions will fit better.
}
mentors-card-gone = 🚪 The role has ended, pairs remain. Hand them over: the journal and what was agreed stay.
mentors-attach = Attach pupils
mentors-set-sphere = Field
mentors-set-limit = Limit
mentors-paper-consent = { $there ->
    [yes] ✅
   *[no] ▫️
} Consent
mentors-paper-order = { $there ->
    [yes] ✅
   *[no] ▫️
} Order
mentors-hand = 🔁 Hand everybody over
mentors-saved = Saved
mentors-sphere-ask = In which field do they work or study?
mentors-limit-ask = { $name }: { $load } people now, limit { $limit }. How many at the most?

mentors-invite-ask = Whom do you invite? The link works once.
mentors-position-ask = Role: <b>{ $role }</b>. { $trainee ->
    [yes] Write the position, or the college and year, for example: <i>teachers' college, year 3</i>.
   *[no] Write the position, for example: <i>school psychologist</i>, or the college and year.
} People will know them by these words. No surname is needed.

    The next message is a one-time link. Do not open it yourself, pass it on.

mentors-classes-head = { $count ->
    [0] <b>Without a tutor</b>: nobody. Everybody who may be accompanied has one.
   *[other] <b>Without a tutor</b>: { $count }. Beside each class: how many have none, and how many pupils there are.
}
mentors-class-line = { $name } · { $without } of { $pupils }
mentors-room = { $name }: { $load } of { $limit }
mentors-class = <b>{ $name }</b>. Without a tutor: { $without }
mentors-class-attach = Press a code to attach one, or attach all of them.
mentors-class-open = Press a code to see who accompanies them.
mentors-class-empty = Nobody is in this class: perhaps the pupils have moved. Open the section again by /menu.
mentors-pupil = { $has ->
    [yes] ✅
   *[no] { $agreed ->
        [yes] ▫️
       *[no] ⏳
    }
} { $code }
mentors-attach-class = Attach all without a tutor ({ $count })
mentors-attached-toast = Attached: { $count }
mentors-attached = ✅ Attached: { $made }{ $already ->
    [0] { "" }
   *[other] . Had a tutor: { $already }
}{ $waiting ->
    [0] { "" }
   *[other] . Wait for a parent's consent: { $waiting }
}
mentors-choose-tutor = { $count ->
    [0] No tutor has room left. Invite one more, or raise a limit.
   *[other] To whom? Whoever has most room comes first.
}
mentors-choose-line = { $name } · { $load }/{ $limit }
mentors-hand-ask = { $count ->
    [0] { $name }: there is nobody to hand over to. Invite one more person for the same role.
   *[other] { $name }. To whom does everybody go? The journal and what was agreed stay.
}
mentors-hand-sure = { $count ->
    [0] { $name }: there is nobody to hand over, no pair of this organisation.
   *[other] Hand everybody over? People: <b>{ $count }</b>.
    From: { $name }
    To: { $to }, { $load } of { $limit } now

    The journal and what was agreed stay. Everybody gets a message.
}
mentors-hand-yes = Yes, hand over ({ $count })
mentors-handed = ✅ Handed over: { $count }. Everybody concerned has been told.
mentors-handed-one = ✅ Handed over: another tutor, the same journal. Both have been told.
mentors-open-pair = Open the pair

mentors-trainees = { $count ->
    [0] There are no students or young specialists yet. Invite them by a link: “Invite” in this section.
   *[other] <b>Students and young specialists</b>: { $count }. ▫️ — no mentor yet.
}
mentors-trainee-line = { $paired ->
    [yes] ✅
   *[no] ▫️
} { $code }{ $positioned ->
    [yes] , { $position }
   *[no] { "" }
} · { $kind }
mentors-trainee-employer_student = student
mentors-trainee-employer_specialist = young specialist
mentors-trainee-kind-ask = Who is it: a student under a contract, or a young specialist who works already?
mentors-trainee-sphere-ask = In which field?
mentors-trainee-set = Saved: { $kind }, field: { $sphere }. Now a mentor can be found.
mentors-trainee-change = Student or specialist
mentors-target =
    <b>{ $code }</b>, { $kind }{ $known ->
        [yes] {""}
            Field: { $sphere }
       *[no] {""}
    }
mentors-target-alone = Nobody accompanies them yet.
mentors-target-waits = ⏳ Consent to take part is needed, under 18 also a parent's. Until then nobody can be attached.
mentors-target-offer =
    🤝 A pair is offered: { $name }, { $place }. It stands until the end of { $day }.
    Mentor: { $mentor ->
        [yes] agrees
        [no] refuses
       *[waits] no answer yet
    }. The other side: { $mentee ->
        [yes] agrees
        [no] refuses
       *[waits] no answer yet
    }.
mentors-target-pair = 👥 { $name }
mentors-give-tutor = Give a tutor

mentors-kind-tutor_pupil = tutor and pupil
mentors-kind-student_pupil = student and pupil
mentors-kind-employer_student = employer and student
mentors-kind-employer_specialist = employer and young specialist
mentors-pairs = { $past ->
    [yes] { $count ->
        [0] No pair has ended yet.
       *[other] <b>Pairs that have ended</b>: { $count }
    }
   *[no] { $count ->
        [0] There are no pairs yet. Attach a tutor to a class, or find a mentor.
       *[other] <b>Pairs</b>: { $count }{ $late ->
            [0] { "" }
           *[other] . ⏰ Have not met in time: { $late }
        }
    }
}
mentors-pair-line = { $state ->
    [late] ⏰{ " " }
    [paused] ⏸{ " " }
   *[other] { "" }
}{ $mentee } — { $name }
mentors-pair =
    <b>{ $mentee }</b> — { $name }
    { $kind }
mentors-pair-active = Goes on since { $day }
mentors-pair-paused = ⏸ Paused: nobody is asked. Began on { $day }
mentors-pair-closed = Has ended. Began on { $day }
mentors-pair-left = 🚪 Whoever accompanies has no role any more. Find another: the journal stays.
mentors-pair-meetings = Meetings: { $count }, minutes: { $minutes }
mentors-pair-last = Last meeting: { $day }
mentors-pair-next = Mean to meet on: { $day }
mentors-pair-due = { $late ->
    [yes] ⏰ Should have met by { $day }
   *[no] Should meet by { $day }
}
mentors-pair-act-pause = ⏸ Pause
mentors-pair-act-resume = ▶️ Go on
mentors-pair-act-other = 🔁 Find another
mentors-pair-act-end = End
mentors-end-ask = Why does the pair <b>{ $mentee }</b> — { $name } end? The journal stays, both sides are asked how it went.
mentors-ended-toast = The pair has ended
mentors-journal = 📖 Journal
mentors-journal-head = { $count ->
    [0] No meetings yet. They appear here as soon as they are logged.
   *[other] <b>Meetings</b>: { $count }. The newest first.
}
mentors-told-attached = 👥 Pupils attached to you: { $count }. Get to know each other and log the first meeting with each.
mentors-told-handed = 👥 People handed over to you: { $count }. The journal and what was agreed are kept: have a look before you meet.
mentors-told-tutor = { $handed ->
    [yes] { $tutor ->
        [yes] 👋 { $name } accompanies you now. All that you agreed upon before is kept.
       *[no] 👋 { $name } works with you now. All that you agreed upon before is kept.
    }
   *[no] { $tutor ->
        [yes] 👋 { $name } accompanies you: helps to choose a profession, to prepare and to miss no deadline. You will meet soon.
       *[no] 👋 { $name } works with you. You will meet soon.
    }
}
mentors-told-ended = People who have gone from you to somebody else: { $count }. You will not be reminded of them any more. Thank you for your work!
mentors-told-left = The pair with { $mentee } has ended: they have left the organisation. You will not be reminded any more. Thank you for your work!

pair-offer-find = 🤝 Find a mentor
pair-offer-suggestions = { $count ->
    [0] No mentor who fits has room left. Invite one, raise a limit, or come back later.
   *[other] { $instead ->
        [yes] Whom instead? The pair stays as it is until both have agreed.
       *[no] Whom? Whoever fits best comes first.
    }
}
pair-offer-suggestion =
    { $order }. <b>{ $name }</b>, { $place }
    { $reasons } · { $load }/{ $limit }
pair-offer-choose = Offer { $order }
pair-offer-reason-sphere = the same field
pair-offer-reason-place = of the same organisation
pair-offer-reason-free = accompanies nobody yet
pair-offer-reason-none = has room
pair-offer-made =
    🤝 Both are asked: { $name } and { $mentee }.
    They answer until the end of { $day }. If the mentor refuses or is silent, the next one is asked, and you hear how it ended.
pair-offer-withdraw = Take the offer back
pair-offer-withdrawn = { $open ->
    [yes] The offer for { $mentee } has been answered, there is nothing to take back. Open the card again.
   *[no] The offer for { $mentee } is taken back. Nobody is asked any further.
}
pair-offer-open-target = Open the card
pair-offer-line = { $mentee } · until { $day }
pair-offer-waiting = { $count ->
    [0] Nothing new. When there is an offer, a message comes.
   *[other] Wait for your answer: { $count }
}
pair-offer-asked-mentor = { $turn ->
    [again] 🤝 A reminder: we wait for your answer.
   *[first] 🤝 A pair is offered to you.
}
    Whom to accompany: <b>{ $mentee }</b>, { $organisation }. Meetings are short and not frequent, the bot reminds you.

    Answer until the end of { $day }. “Not now” is a good answer too, no reasons needed.
pair-offer-asked-mentee = { $turn ->
    [again] 🤝 A reminder: we wait for your answer.
    [next] 🤝 The last offer did not work out, it happens. Another mentor is offered to you.
   *[first] 🤝 A mentor is offered to you.
}
    <b>{ $name }</b>, { $place }: tells of study and work, answers questions. You meet when it suits both.

    Answer until the end of { $day }. “Not now” is a good answer too, no reasons needed.
pair-offer-yes = ✅ I agree
pair-offer-no = Not now
pair-offer-answer-toast = Thank you, noted
pair-offer-thanks = Thank you! Now the other side answers, until the end of { $day }. You hear at once.
pair-offer-closed = { $declined ->
    [yes] All right, noted. Thank you for answering.
   *[no] This offer is closed already. There is nothing to do.
}
pair-offer-agreed-mentor = 🎉 You are a pair: <b>{ $mentee }</b>. Write a few words about yourself through the bot and agree upon the first meeting.
pair-offer-agreed-mentee = 🎉 You have a mentor: <b>{ $name }</b>, { $place }. They will propose the first meeting soon.
pair-offer-agreed-curator = 🎉 Both sides agree: <b>{ $mentee }</b> and { $name }, { $place }. The pair has begun.
pair-offer-nobody-nobody = No mentor was found for <b>{ $mentee }</b>: nobody has room. Invite one or raise a limit.
pair-offer-nobody-declined = <b>{ $mentee }</b> does not want a mentor now. Nobody is asked any further. Talk when there is an occasion.
pair-offer-nobody-silent = <b>{ $mentee }</b> has not answered for five working days. Nobody is asked any further: talk to them and offer again if needed.
pair-offer-nobody-consent = There is no consent to take part for <b>{ $mentee }</b> any more. The offer is closed.
pair-offer-passed-mentor = The pair with { $mentee } did not come about, it happens. Thank you for agreeing: another will be offered.
pair-offer-passed-mentee = The pair with the mentor ({ $name }) did not come about, it happens. If there is another, you will be asked again.

mentor-full = Not enough room: { $load } of { $limit } now, { $more } more needed. Raise the limit or choose another. Nothing has changed.
attach-no-consent = Not yet: consent to take part is needed, under 18 also a parent's. Remind them and come back.
pair-offer-waits = There is an offer for this person already, it stands until { $day }. Wait for it or take it back on the card.
pair-offer-paired = There is such a pair already. Open the card again to see with whom.
pair-offer-taken = This mentor has no room left. Open the list again and choose another.
pair-offer-over = This offer is closed: it was answered before, or its time is over. There is nothing to do.
pair-offer-no-consent = Not yet: an account in the bot and consent to take part are needed, under 18 also a parent's. Remind them and come back.
pair-offer-consent-gone = The pair cannot begin: the consent to take part was withdrawn. Ask the coordinator of the school.
