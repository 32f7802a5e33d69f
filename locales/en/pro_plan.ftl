menu-pro-plan = My plan
pro-plan-none = <b>Personal professional plan</b>

    Five short answers: where, why, which exams, whom to talk to, the spare path. Five minutes. The tutor reads and confirms it; your parents see it only if you agree.
pro-plan-begin = Begin
pro-plan-head = <b>Personal professional plan</b>, version { $version }
    { $state ->
        [draft] ✍️ Draft, { $day }
        [submitted] ⏳ With the tutor since { $day }
        [confirmed] ✅ Confirmed { $day }
       *[returned] ↩️ The tutor asks to think again, { $day }
    }
pro-plan-of = { $code }
pro-plan-remark = 💬 { $text }
pro-plan-line = { $place }. <i>{ $asked }</i>
    { $given ->
        [yes] { $answer }
       *[no] —
    }
plan-question-where = Where I want to study and what to become
plan-question-why = Why
plan-question-exams = Which exams I take
plan-question-talk = Whom I will talk to about it
plan-question-spare = The spare path
pro-plan-ask = { $place } of { $of }. { $asked ->
    [where] Where do you want to study and what to become?
    [why] Why there?
    [exams] Which exams do you take?
    [talk] Whom will you talk to: a craftsman, a student, a doctor, a teacher?
   *[spare] What is your spare path if it does not work out?
}

    In one message, up to { $limit } characters, without names and phones.
pro-plan-change = To change an answer, press its number.
pro-plan-next = ✍️ The next question
pro-plan-submit = 📨 Send to the tutor
pro-plan-submitted = Sent to the tutor
pro-plan-share = { $on ->
    [yes] ✓ Parents see it
   *[no] Show it to my parents
}
pro-plan-shared = { $on ->
    [yes] Your parents will see the plan
   *[no] Your parents do not see the plan
}
pro-plan-versions = Earlier versions
pro-plan-not-sent = The pupil has not sent a plan yet. Suggest to begin: “My plan” in the menu, five answers.
pro-plan-not-shown = There is no plan yet, or your child does not show it. Ask your child: one button shows it.
pro-plan-act-confirm = ✅ Confirm
pro-plan-act-return = ↩️ Send back with a word
pro-plan-confirmed = Confirmed
pro-plan-remark-ask = Write what to think over (up to { $limit } characters). A kind word helps.
pro-plan-sent = 📨 { $code }: a plan to read. Confirm it or send it back with a word.
pro-plan-read = Read
pro-plan-decided = { $confirmed ->
    [yes] ✅ The tutor has confirmed your plan. Well done!
   *[no] ↩️ The tutor has read the plan and asks to think again: { $remark }
}
pro-plan-long = The answer is empty or longer than { $limit } characters. Shorten it and send it again.
pro-plan-missing = Answer all five questions first.
pro-plan-no-tutor = No tutor is assigned yet. The plan is kept: send it when the school has assigned one.
pro-plan-newer = The plan has changed meanwhile. Open it again.
