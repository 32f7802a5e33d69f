digest-head = { $count ->
    [one] Good morning! { $count } reminder today.
   *[other] Good morning! { $count } reminders today.
}
digest-more = …and { $count } more: all of them are in “My assignments”.
digest-open = { $dated ->
    [yes] { $item } · { $day }
   *[no] { $item }
}
digest-late-head = <b>Not handed in:</b>
digest-late = 🔴 <b>{ $item }</b> ({ $due }), { $title } — { $count ->
    [one] { $count } organisation
   *[other] { $count } organisations
  }{ $named ->
    [yes] : { $names }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }
   *[no] {""}
}
digest-undated-head = <b>Set a date:</b>
digest-undated = • <b>{ $item }</b> { $title } <i>«{ $phrase }»</i>
digest-set-date = { $item }: date
digest-decide = { $item }: decide

digest-line = • <b>{ $item }.</b> { $title }{ $dated ->
    [yes] {" "}by { $day }
    [shifted] {" "}by { $day } (the order says { $due })
   *[no] {""}
}
group-weekly = <b>🔴 The deadline has passed, there is still no report</b>
group-overdue = <b>🔴 The deadline has passed, there is no report</b>
group-broken = <b>🔔 The day you promised has passed</b>
group-returned = <b>🟠 Returned for rework</b>
group-review = <b>📨 Reports to check</b>
group-request = <b>🙋 Requests to answer</b>
group-before = <b>⏳ Due soon</b>
group-today = <b>⏰ Due today</b>
group-opens = <b>🟢 It begins</b>
group-begun = <b>🟢 Under way</b>
group-month = <b>📝 What has been done this month? Write shortly</b>
group-accepted = <b>🟢 Accepted, thank you</b>
group-moved = <b>📅 The deadline has changed</b>
group-removed = <b>⚫ No longer yours: removed from the plan or given to others</b>
group-answered = <b>💬 There are answers</b>
group-handed = <b>👉 Handed over to you</b>

step-opens = { $begun ->
    [yes] 🟢 It is under way: time to start.
   *[no] 🟢 It begins: { $when ->
        [today] today is also the last day.
       *[other] time to start.
    }
}
step-before = { $when ->
    [today] ⏰ Due today.
   *[other] { $days ->
        [one] ⏳ { $days } day left.
       *[other] ⏳ { $days } days left.
    }
}
step-month = 📝 What has been done this month? Write shortly.
step-broken = 🔔 You promised it for { $day }. Is it done? Send the report or name another day.
step-overdue = { $days ->
    [one] 🔴 The deadline was { $days } day ago, there is no report.
   *[other] 🔴 The deadline was { $days } days ago, there is no report.
}
step-weekly = { $days ->
    [one] 🔴 The deadline was { $days } day ago, there is still no report.
   *[other] 🔴 The deadline was { $days } days ago, there is still no report.
}
step-review = 📨 A report has come: please check it.
step-request = 🙋 There is a request: please answer.
step-accepted = 🟢 The report was accepted and the item closed. Thank you!
step-returned = 🟠 The report was returned: open it to see why.
step-answered = 💬 There is an answer: open it to read.
step-moved = 📅 The deadline has changed{ $dated ->
    [yes] {""}: it was { $was }
   *[no] {""}
}
step-removed = ⚫ The item was removed from the plan or given to others: nothing is left to do.
step-handed = 👉 An assignment was handed over to you.

news-review = 📨 <b>A report on item { $item }</b>
    { $organisation }{ $explained ->
        [yes] : { $text }
       *[no] {""}
    }{ $attached ->
        [yes] {" "}📎 { $file }
       *[no] {""}
    }
news-request-help = 🆘 <b>Help needed, item { $item }</b>
    { $organisation }: { $text }
news-request-dispute = 🟣 <b>“Not ours”, item { $item }</b>
    { $organisation }: { $text }
news-request-extension = 📆 <b>A later deadline is asked for, item { $item }</b>
    { $organisation }, to { $day }: { $text }
news-accepted = 🟢 Item { $item } is closed. Thank you!
news-returned = 🟠 <b>The report on item { $item } was returned.</b>
    Reason: { $text }
news-answered-help = 💬 <b>The methodist's answer, item { $item }</b>
    { $text }
news-answered-dispute = { $granted ->
    [yes] 🟢 Item { $item }: agreed, it is not yours. Nothing to do.
   *[no] 🟠 Item { $item } stays with you: { $text }
}
news-answered-extension = { $granted ->
    [yes] 🟢 Item { $item }: the deadline moves to { $day }.
   *[no] 🟠 Item { $item }: the deadline stays. { $text }
}
news-handed = 👉 <b>Item { $item } was handed over to you.</b>
