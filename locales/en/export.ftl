export-ask = What shall I export? Cycle { $year }.
export-docx = Table for Word
export-xlsx = Table for Excel
export-ics = Calendar of the plan
export-ics-organisation = Calendar of an organisation
export-whose = { $count ->
    [0] Nobody has assignments in this cycle yet.
   *[other] Whose deadlines shall I export?
}
export-ready = The official table is ready. Check the marks and sign it.
export-file = { $numbered ->
    [yes] Plan No. { $number }
   *[no] Plan
  }, cycle { $year }, { $day }
export-sheet = Plan
export-language = en-GB
export-stamp = APPROVED
    by order No. { $number }{ $dated ->
        [yes] {""}
            of { $day }
       *[no] {""}
    }
export-as-of = Marks of execution, cycle { $year }, as of { $day }
export-form = Cycle { $year }
export-column-number = No.
export-column-title = Measure
export-column-deadline = Deadline
export-column-executors = Responsible executors
export-column-result = Expected result
export-column-mark = Mark of execution
export-clarified = { $said ->
    [yes] { $phrase } (clarified: { $clarified })
   *[no] clarified: { $clarified }
}
export-signer-executor = Executor
export-signer-controller = Controller
export-sign-position = (position)
export-sign-signature = (signature)
export-sign-name = (name)
export-sign-date = (date)

mark-term = { $due } — { $said }
mark-none = no deadline in this cycle
mark-no-deadline = no deadline
mark-undecided = no date set: the plan is not fully understood
mark-undated = no date set
mark-before = was due before the control began
mark-nobody = nobody is under control
mark-one-done = done{ $dated ->
    [yes] {" "}on { $day }
   *[no] {""}
}
mark-one-reported = a report{ $dated ->
    [yes] {" "}of { $day }
   *[no] {""}
  } is being checked
mark-one-late = not done{ $dated ->
    [yes] {""}, the report of { $day } was returned
   *[no] {""}
}
mark-one-in_time = not due yet
mark-one-ongoing = under way
mark-many-done = done by { $count } of { $total }
mark-many-reported = being checked ({ $count })
mark-many-late = not done by { $count } ({ $names }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
  })
mark-many-in_time = not due yet ({ $count })
mark-many-ongoing = under way ({ $count })

tasks-calendar = 🗓 My deadlines to a calendar
calendar-ready = Open the file on your phone or in your mail: the deadlines will be in your calendar. If they change, export the file again: events are updated, not doubled.
calendar-mine = My deadlines
calendar-plan = { $numbered ->
    [yes] Plan No. { $number }, cycle { $year }
   *[no] Plan, cycle { $year }
}
calendar-organisation = { $name }, deadlines of cycle { $year }
calendar-summary = { $done ->
    [yes] ✅ { $number }. { $title }
   *[no] { $number }. { $title }
}
calendar-phrase = Deadline in the plan: { $phrase }
calendar-window = Period: { $first } – { $last }
calendar-shifted = The official day ({ $due }) is a day off
calendar-whom = Responsible: { $whom }
calendar-result = Expected result: { $result }
