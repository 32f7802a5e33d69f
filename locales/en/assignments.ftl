card-title = <b>{ $item }.</b> { $title }
card-phrase = Deadline in the plan: <i>«{ $phrase }»</i>
card-result = Expected result: { $result }
card-organisation = Responsible: { $organisation }
card-due = 📅 <b>Due: { $due }</b>
card-due-shifted = 📅 <b>Hand in by: { $effective }</b>
    The official day, { $due }, is a day off
card-window = 📅 <b>From { $first } to { $due }</b>
card-ongoing = 📅 The whole period: { $first } – { $last }
card-taken-by = Taken on by: { $who }

state-open = ⚪ No answer yet{ $late ->
    [yes] {" "}and the deadline has passed
   *[no] .
}
state-progress = 📝 Under way, last answer: { $day }.
state-promised = 🔵 Promised for { $day }{ $late ->
    [yes] {" "}, the deadline has passed
   *[no] .
}
state-reported = 🟡 The report waits for the controller.
state-accepted = 🟢 Closed by the controller.
state-returned = 🟠 Returned for rework.
state-disputed = 🟣 “Not ours”: waits for the controller.
state-withdrawn = ⚫ Withdrawn.

report-line = { $outcome ->
    [accepted] ✅
    [returned] ↩️
    [progress] 📝
   *[waiting] 📨
  } { $day }: { $text }{ $explained ->
    [yes] {" "}— returned: { $reason }
   *[no] {""}
}
report-photo = Photo
report-file = 📎 { $name }
report-caption = Item { $item }, { $organisation }
question-help = 🆘 Help needed: { $text }
question-dispute = 🟣 “Not ours”: { $text }
question-extension = 📆 Asks for { $day }: { $text }

act-open = Open
act-promise = Taken on
act-complete = Done
act-add = Add another file
act-progress = What is done
act-help = I need help
act-dispute = Not ours
act-hand = Hand over
act-extend = Move the deadline

promise-ask = By which day will you do it? The bot is silent until then.
promised = Noted: { $day }
extension-ask = To which day shall the deadline move? The controller decides.
hand-over-ask = To whom?
colleague = { $placed ->
    [yes] { $position }
   *[no] { $role }
}
handed-over = Handed over, your colleague gets a message

evidence-text = text
evidence-number = a number
evidence-file = a file
evidence-photo = a photo
evidence-link = a link
evidence-ask = Send the evidence in one message: { $kinds }.
evidence-taken = ✅ Sent to the controller. If needed, send more files or photos: I will add them.
evidence-added = Added to the report on item { $item }.
progress-ask = Write shortly what has been done this month. A file or a photo will do too.
progress-taken = ✅ Noted, thank you. I will ask again in a month.

ask-help = What is in the way? Write one message; the methodist will answer.
ask-dispute = Why is it not yours? Choose or write; the controller decides.
ask-extension = Why a later day? Choose or write.
ask-return = What is to be reworked? Choose or write; the executor will see it.
ask-refuse-dispute = Why not? Choose or write; the executor will see it.
ask-refuse-extension = Why not? Choose or write; the executor will see it.
ask-answer = Write the answer in one message; the executor will get it.
reason-dispute-1 = Does not concern our organisation
reason-dispute-2 = Another organisation does this
reason-extension-1 = We wait for data from others
reason-extension-2 = The executor is ill or on leave
reason-return-1 = Data is missing
reason-return-2 = The wrong document is attached
reason-return-3 = A signature or stamp is needed
reason-refuse-extension-1 = The deadline is set by the order
reason-refuse-dispute-1 = The item does concern your organisation
done-help = ✅ The question has gone to the methodist.
done-dispute = ✅ Sent to the controller. No reminders while it is being decided.
done-extension = ✅ The request has gone to the controller. The old deadline holds meanwhile.
done-return = ↩️ Returned, the executor gets a message.
done-refuse-dispute = The refusal has gone to the executor.
done-refuse-extension = The refusal has gone to the executor.
done-answer = ✅ The answer has gone to the executor.

tasks-none = No assignments now. The bot will write when a deadline comes near.
tasks-head = { $count ->
    [one] <b>You have { $count } assignment</b>
   *[other] <b>You have { $count } assignments</b>
}
tasks-line = { $late ->
    [yes] 🔴
   *[no] ⚪
  } <b>{ $item }</b> by { $day }{ $promised ->
    [yes] , promised for { $promise }
   *[no] {""}
  }: { $title }{ $several ->
    [yes] {" "}— { $organisation }
   *[no] {""}
}

review-accept = Accept and close
review-return = Return
request-answer = Answer
request-grant-dispute = Agree: not theirs
request-grant-extension = Move it
request-refuse = Refuse
accepted-toast = Item { $item } is closed
granted-toast = Item { $item }: agreed
waiting-none = Everything is decided.
waiting-head = <b>To decide: { $count }</b>. Press a number.
waiting-line = { $number }. <b>{ $item }</b> { $organisation }: { $kind ->
    [review] a report
    [help] help needed
    [dispute] “not ours”
   *[extension] a later deadline
}
