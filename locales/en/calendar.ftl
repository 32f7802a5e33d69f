calendar-head =
    <b>Working days</b>

    A dot beside the number is a day off. Press a day to turn a working day into a day off or the other way round: reminders move by themselves.
calendar-unpublished = ⚠️ The official calendar of { $year } is not decided yet: only the holidays by law are known. Check the transfers in autumn.
calendar-own-head = Your changes:
calendar-own = • { $day } — { $working ->
    [yes] working
   *[no] off
}
calendar-own-more = { $count ->
    [one] And { $count } more day later.
   *[other] And { $count } more days later.
}
calendar-changed = { $day } is now { $working ->
    [yes] a working day. Reminders were planned anew.
   *[no] a day off. Reminders were planned anew.
}
