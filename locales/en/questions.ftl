route-school = My school
route-centre = Admission and courses (centre)
route-legal = Contract and law (lawyers)
question-route = Whom do you want to ask? A human answers, usually within two working days.
question-school = Which school shall get the question?
question-ask = Write your question in one message, up to { $limit } characters. No names, phones or documents are needed.
question-look = This is what will be sent:
question-quote = “{ $text }”
question-kept = { $known ->
    [yes] Whoever answers sees neither your name nor your account. The text is erased 90 days after the question is closed.
   *[no] In order to answer I keep the question and the number of this chat. Nobody sees your name or account. The text is erased 90 days after the question is closed, and everything at once by /forget.
}
question-send = Send
question-sent = Sent. <b>Question No. { $number }</b>, the answer comes here by { $day }.
question-length = A question or answer must not be empty or longer than { $limit } characters. Send it again.
question-too-many = { $count } questions of yours are waiting already. Wait for an answer to one of them.
question-no-school = The school of whoever asks is not known. Pass the question to the centre or the lawyers.
question-open = Question No. { $number }
question-own-head = Your questions. Open one or ask a new one.
question-own = { $state ->
    [open] ⏳
    [answered] 💬
   *[closed] ✅
} No. { $number } { $text }
question-new = A new question
question-more = Ask further
question-more-ask = What do you want to add to question No. { $number }? Write it in one message.
question-close = Thank you, I see
question-closed-toast = Glad to help
question-head = <b>Question No. { $number }</b>
question-about-card = About the card “{ $title }”
question-line = { $staff ->
    [yes] 💬 <i>{ $day }, answer:</i> { $text }
   *[no] ❓ <i>{ $day }:</i> { $text }
}
question-erased = (erased)
question-state-open = Waits for an answer until { $day }. It comes from: { $who }.
question-state-answered = Answered. If all is clear, press “Thank you, I see”.
question-state-closed = The question is closed.
question-answered =
    💬 <b>The answer to question No. { $number }</b>

    { $text }
question-passed-on = The answer to question No. { $number } is late. We passed it on to the head, who will see to it. Sorry for the wait.

desk-questions = { $count ->
    [0] No question waits for an answer.
    [one] { $count } question waits for an answer.
   *[other] { $count } questions wait for an answer.
}{ $late ->
    [0] { "" }
   *[other] { " " }⚠️ Late: { $late }.
}
desk-question = { $late ->
    [yes] ⚠️ No. { $number } { $text }
   *[no] No. { $number } { $text }
}
desk-ticket = Asked by: { $about ->
    [student] a pupil
    [guardian] a parent
   *[somebody] a guest
}{ $graded ->
    [yes] , grade { $grade }
   *[no] { "" }
}{ $known ->
    [yes] , { $code }
   *[no] { "" }
}. { $state ->
    [open] { $late ->
        [yes] ⚠️ An answer was due by { $day }.
       *[no] Answer by { $day }.
    }
    [answered] The answer was sent.
   *[closed] The question is closed.
}
desk-asked =
    { $late ->
        [yes] ⚠️ <b>Question No. { $number } has no answer</b>, it was due by { $day }
       *[no] ❓ <b>Question No. { $number }</b>, answer by { $day }
    }
    { $about ->
        [student] A pupil
        [guardian] A parent
       *[somebody] A guest
    }{ $graded ->
        [yes] , grade { $grade }
       *[no] { "" }
    }. { $placed ->
        [yes] { $organisation }.
       *[no] { $route }.
    }

    “{ $text }”
desk-act-answer = Answer
desk-act-forward = Pass on
desk-act-card = Make it a card
desk-answer-ask = Write the answer to question No. { $number }, up to { $limit } characters. It goes to whoever asked, who sees neither your name nor your account.
desk-answer-sent = ✅ The answer was sent.
desk-forward-ask = To whom shall the question go?
desk-forwarded = Passed on
desk-card-title =
    The text of the card:

    { $body }

    Write a title the way people ask.
answers-button = Questions of families
answers-ask = Which questions of families shall come to this organisation? Questions about a school come to the school anyway.
answers-centre = Admission and courses
answers-legal = Contract and law
answers-none = None
answers-set = Saved
