organisations-head = { $count ->
    [one] <b>{ $count } organisation.</b> Choose a kind or type a part of the name.
   *[other] <b>{ $count } organisations.</b> Choose a kind or type a part of the name.
}
organisations-empty = There are no organisations yet. Download the form, fill it in and upload the whole list, or add them one by one.
organisations-kind = { $kind } · { $count }
organisations-add = Add
organisations-upload = Upload a list
organisations-download = Download the list (XLSX)
organisations-form = Download the form
organisations-groups = Groups
organisations-aliases = Answers about plans
organisations-none = There are no organisations yet. First add them under “Organisations”.
organisation-choose = Which organisation? Choose a kind or type a part of the name, for example: <i>school 11</i>.
organisations-found = { $count ->
    [0] Nothing was found. Type another part of the name.
    [one] { $count } organisation was found. Press it.
   *[other] { $count } organisations were found. Choose one or type a part of the name.
}
organisation-card = <b>{ $name }</b>
    { $kind }
organisation-people = { $count ->
    [0] ⚠️ Nobody is connected: nobody gets the reminders.
    [one] { $count } person is connected.
   *[other] { $count } people are connected.
}
organisation-assignments = { $count ->
    [0] No open assignments.
    [one] { $count } open assignment.
   *[other] { $count } open assignments.
}
organisation-groups = Added to the groups: { $names }
organisation-open = Open
organisation-rename = Rename
organisation-close = Close
organisation-kind-ask = What kind of organisation is it?
organisation-name-ask = { $kind }. Type the name, for example: <i>МБОУ СОШ № 1</i>.
organisation-added = Added: <b>{ $name }</b>. You can type the next name of the same kind at once.
organisation-rename-ask = Now: <b>{ $name }</b>. Type the new name. Plans with the old one will still be understood.
organisation-renamed = The new name: <b>{ $name }</b>.
organisation-close-ask = Close “{ $name }”? { $count ->
    [0] It has no open assignments.
    [one] Its { $count } open assignment will be withdrawn.
   *[other] Its { $count } open assignments will be withdrawn.
  }{ $peopled ->
    [yes] {" "}People keep their roles: take them away under “People”.
   *[no] {""}
}
organisation-close-yes = Yes, close
organisation-closed = The organisation is closed. { $count ->
    [0] There were no open assignments.
    [one] { $count } assignment was withdrawn.
   *[other] { $count } assignments were withdrawn.
  } To open it again, add it under the same name.

organisations-upload-ask =
    Send an .xlsx file with three columns: name, kind, groups (separated by semicolons, may be empty).

    Those already known are not doubled.
organisations-file-name = Organisations
organisations-file = The list of organisations. Add rows and send the file back: the kind is chosen from the list in the cell.
organisations-imported = { $added ->
    [0] The list brings no new organisations.
    [one] { $added } organisation was added.
   *[other] { $added } organisations were added.
}
organisations-import-known = { $count ->
    [one] { $count } was known already.
   *[other] { $count } were known already.
}
organisations-import-assignments = { $count ->
    [one] Plans at work brought { $count } assignment.
   *[other] Plans at work brought { $count } assignments.
}
organisations-import-groups = New groups have appeared: { $names }. If this is a slip, mend the list and take the organisations out of the group.
organisations-import-problems = <b>Rows I did not understand</b> (they were left out):
organisations-import-problem = • { $number }: { $named ->
    [yes] “{ $name }” — { $typed ->
        [yes] unknown kind “{ $kind }”
       *[no] the kind is missing
    }
   *[no] the name is missing
}
organisations-import-more = { $count ->
    [one] And { $count } more row. Mend the file and upload it again.
   *[other] And { $count } more rows. Mend the file and upload it again.
}
organisation-table-too-long = The table is too large: more than { $rows } rows. Split it and send the parts.

groups-head = Groups that plans name. Beside each: how many organisations it has now.
group-button = { $name } · { $count }
group-head = <b>{ $name }</b>: { $count ->
    [one] { $count } organisation
   *[other] { $count } organisations
}
group-kinds = Whole kinds: { $kinds }
group-members = { $count ->
    [one] { $count } was added by itself. Press it to take it out.
   *[other] { $count } were added by themselves. Press one to take it out.
}
group-leave = ✕ { $name }
group-add = Add to the group
group-joined = Added to the group, assignments brought up to date
group-left = Taken out of the group, assignments brought up to date
aliases-head = { $count ->
    [0] Your answers to “whom does the plan mean?” will appear here.
   *[other] Your answers to “whom does the plan mean?”. Press one to mend it.
}
alias-line = { $number }. { $name } → { $known ->
    [yes] { $meaning }
   *[no] remind nobody
}
alias-ask =
    { $name } → { $known ->
        [yes] <b>{ $meaning }</b>
       *[no] <b>remind nobody</b>
    }.

    Forget this answer? The bot will ask again. Until then the assignments stay with those who have them.
alias-forget = Forget
alias-forgotten = The answer is forgotten. Open the plan and press “Name the executors”.
