menu-monitoring = Monitoring

monitoring-overview = { $count ->
    [0] No report is open. One opens by itself ten working days before its day, and the bot will tell you.
   *[other] Reports that assemble themselves from what was tapped. Look through them and confirm.
}
monitoring-mine = { $confirmed ->
    [yes] ✅ { $item } · { $day } · { $name }
   *[no] 📝 { $item } · { $day } · { $name }
}
monitoring-round = { $item } · { $day } · { $done } of { $count } confirmed
monitoring-head =
    <b>Report of item { $item }</b>
    { $name }, due { $due }
monitoring-figure = { $name }: <b>{ $value }</b>
monitoring-gaps-count = { $count ->
    [0] ✅ Nothing is missing. If all is right, confirm.
    [one] ⚠️ { $count } thing is missing. Fill it in now, or confirm as it is.
   *[other] ⚠️ { $count } things are missing. Fill them in now, or confirm as it is.
}
monitoring-state-confirmed = ✅ Confirmed on { $day }. If the assignment of this item was open, the report is handed in with it.
monitoring-state-merged = 🔒 The summary is made, nothing can be changed any more.
monitoring-said = Remark: { $text }
monitoring-act-gaps = ⚠️ What is missing
monitoring-act-confirm = ✅ All is right, I confirm
monitoring-act-reopen = ✏️ Correct
monitoring-act-remark = 📝 Remark
monitoring-act-paper = 📄 DOCX
monitoring-act-table = 📊 XLSX
monitoring-act-nudge = 🔔 Remind who has not confirmed
monitoring-act-ask = 🔒 Merge the report
monitoring-act-letter = 📤 Handed on: number of the letter
monitoring-confirmed-toast = Thank you, the report is confirmed
monitoring-merged-toast = The report is merged
monitoring-nudged = { $count ->
    [0] Everybody has confirmed
    [one] { $count } organisation will be reminded
   *[other] { $count } organisations will be reminded
}
monitoring-remark-ask = Write a remark on the figures (up to { $limit } characters), without names.
monitoring-letter-ask = Write number and date of the covering letter (up to { $limit } characters), for example: No. 01-15/120 of 02.04.2027.
monitoring-gaps-head = { $count ->
    [0] Nothing is missing any more. Go back and confirm the report.
    [one] <b>{ $count } thing is missing</b>
   *[other] <b>{ $count } things are missing</b>
}
monitoring-gap-sheet = • { $code }: wants a contract and has no route sheet. Make one.
monitoring-gap-steps = { $reachable ->
    [yes] • { $code }: steps without a mark ({ $count }), the first is “{ $title }”. The bot has asked the pupil; you can mark them too.
   *[no] • { $code }: steps without a mark ({ $count }), the first is “{ $title }”. The pupil has no chat: mark them yourself.
}
monitoring-gap-event = • “{ $title }”, { $day }: nobody has said who came. The bot has asked the host.
monitoring-gaps-more = And { $count } more.
monitoring-gaps-unseen = { $count ->
    [one] 👀 { $count } pupil has not opened the sheet yet. The report does not depend on it.
   *[other] 👀 { $count } pupils have not opened their sheets yet. The report does not depend on it.
}
monitoring-round-head = <b>Monitoring of item { $item }</b>, due { $due }
monitoring-round-count = Confirmed: { $done } of { $count }
monitoring-waiting-head = { $count ->
    [one] { $count } organisation has not confirmed:
   *[other] { $count } organisations have not confirmed:
}
monitoring-waiting = • { $name }{ $count ->
    [0] { "" }
   *[other] , missing: { $count }
}
monitoring-round-merged = 🔒 Merged on { $day }.
monitoring-handed-on = Handed on with letter { $letter }.
monitoring-merge-ask = { $count ->
    [0] Merge the report? Everybody has confirmed. After that no organisation can correct its figures.
    [one] Merge the report? { $count } organisation has not confirmed: its figures go in as recorded, with a mark. They cannot be corrected afterwards.
   *[other] Merge the report? { $count } organisations have not confirmed: their figures go in as recorded, with a mark. They cannot be corrected afterwards.
}
monitoring-merge-sure = Yes, merge
monitoring-paper-caption = The report to sign.
monitoring-table-caption = The summary by organisation.
monitoring-look = Open the report
monitoring-told-opened = { $gaps ->
    [0] 📝 The report of item { $item } has assembled itself, nothing is missing. Look through it and confirm by { $due }.
    [one] 📝 The report of item { $item } has assembled itself, { $gaps } thing is missing. Fill it in and confirm by { $due }.
   *[other] 📝 The report of item { $item } has assembled itself, { $gaps } things are missing. Fill them in and confirm by { $due }.
}
monitoring-told-nudge = 🔔 The centre waits for your report of item { $item }, due { $due }. The figures are there: look through them and press “All is right”.
monitoring-told-host = 🔔 For the report due { $due } it has to be known who came to “{ $title }” ({ $day }). One tap is enough.
monitoring-summary-routes = Monitoring of route sheets: pupils { $pupils }, want a contract { $wants }, sheets { $sheets }; planned { $planned }, done { $done }, not done { $missed }, replaced { $replaced }, no mark { $unknown }.
monitoring-summary-programmes = Monitoring of programmes: programmes { $programmes }, new { $fresh }, hours { $hours }; events { $events }, pupils { $pupils }, visits { $visits }, feedback { $marks }.

monitoring-title-routes = INFORMATION REPORT on the events of route sheets
monitoring-title-programmes = MONITORING REPORT on career-guidance programmes
monitoring-by-organisation = by municipal educational organisation
monitoring-by-kind = By kind of event
monitoring-period = School year { $year }/{ $next }, events due by { $due }; made on { $day }
monitoring-organisation = { $confirmed ->
    [yes] { $name }
   *[no] { $name } *
}
monitoring-total = Total
monitoring-people = Pupils who agreed to take part: { $pupils }, of them want a contract: { $wants }. Route sheets: { $sheets }.
monitoring-unknown = { $count ->
    [one] There is no mark on { $count } event.
   *[other] There is no mark on { $count } events.
}
monitoring-reasons = Why events were not done: { $parts }.
monitoring-not-confirmed = { $count ->
    [one] * The figures of { $count } organisation are not confirmed and taken as recorded.
   *[other] * The figures of { $count } organisations are not confirmed and taken as recorded.
}
monitoring-column-number = No.
monitoring-column-organisation = Organisation
monitoring-column-kind = Kind of event
monitoring-column-name = Figure
monitoring-column-value = Value
monitoring-column-pupils = Pupils
monitoring-column-wants = Want a contract
monitoring-column-sheets = Sheets
monitoring-column-planned = Planned
monitoring-column-done = Done
monitoring-column-missed = Not done
monitoring-column-replaced = Replaced
monitoring-column-unknown = No mark
monitoring-column-percent = Share, %
monitoring-column-programmes = Programmes in the bank
monitoring-column-fresh = Of them new
monitoring-column-hours = Hours
monitoring-column-events = Events held
monitoring-column-visits = Visits
monitoring-column-marks = Feedback
monitoring-column-gaps = Missing
monitoring-column-confirmed = Confirmed
monitoring-column-remark = Remark
monitoring-sheet-organisations = Organisations
monitoring-sheet-kinds = Kinds of events
monitoring-file-report = Report of item { $item } due { $day }
monitoring-file-summary = Summary of item { $item } due { $day }

monitoring-merged = The summary is made, nothing can be changed any more. If the figures are wrong, write to the centre.
monitoring-remark-long = The remark is longer than { $limit } characters. Shorten it and send it again.
monitoring-letter = The number of a letter is needed, not longer than { $limit } characters. Please write it again.
monitoring-merge-first = Merge the report first, then note that it was handed on.
