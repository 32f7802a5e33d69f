calls-none = 👍 Nobody to call: the bot reaches everybody, and somebody has joined in every organisation.
calls-head = <b>Whom to call</b> · as of { $day }
calls-list-head = Whom to call · as of { $day }
calls-count-people = ☎️ Out of the bot’s reach: { $count }
calls-count-empty = 🚪 Organisations nobody has joined from: { $count }
calls-count-doubt = ❓ Message refused or in doubt: { $count }
calls-committee = The committee
calls-who = { $placed ->
    [yes] { $role }, { $position }
   *[no] { $role }
}
calls-who-where = { $person ->
    [yes] ▪️ { $organisation } — { $who }
   *[no] ▪️ { $organisation }
}
calls-what-blocked = The bot is blocked{ $dated ->
    [yes] {" "}since { $day }
   *[no] {""}
  }. Messages missed: { $count }.
calls-what-deactivated = The account is gone{ $dated ->
    [yes] , the bot learned it on { $day }
   *[no] {""}
  }. Messages missed: { $count }.
calls-what-not_found = The chat is not found{ $dated ->
    [yes] {" "}since { $day }
   *[no] {""}
  }. Messages missed: { $count }.
calls-what-never_started = The bot was never opened: “Start” was not pressed. Messages missed: { $count }.
calls-what-nobody = Nobody has joined: there is nobody to remind.
calls-what-failed = Messages Telegram refused: { $count }{ $dated ->
    [yes] , the last one on { $day }
   *[no] {""}
  }.
calls-what-uncertain = Telegram did not say whether a message arrived. Such messages: { $count }{ $dated ->
    [yes] , the last one on { $day }
   *[no] {""}
  }.
calls-untold = • they do not know of: { $number }. { $title } — due { $due }{ $shifted ->
    [yes] {" "}(hand in by { $effective })
   *[no] {""}
}
calls-more = • more dates: { $count }, all of them in the list
calls-known-otherwise = • other dates the organisation knows of: { $count }
calls-do-blocked = → Call, name the dates and ask to unblock the bot.
calls-do-deactivated = → Call and name the dates. The administrator will send a new invite.
calls-do-not_found = → Call and name the dates. If the account is new, the administrator will send an invite.
calls-do-never_started = → Call and ask to open the bot and press “Start”.
calls-do-nobody = → Call, name the dates and find out whom to invite. The administrator will send the invite.
calls-do-failed = → Call and name the dates. Tell the administrator: the reason is in the program’s log.
calls-do-uncertain = → Ask whether the message came. If not, name the dates.
calls-trouble-blocked = the bot is blocked
calls-trouble-deactivated = the account is gone
calls-trouble-not_found = the chat is not found
calls-trouble-never_started = “Start” was not pressed
calls-trouble-nobody = nobody has joined
calls-trouble-failed = Telegram refused the message
calls-trouble-uncertain = unknown whether the message arrived
calls-invite = Invite people
calls-as-text = As a list
calls-as-table = XLSX table
calls-as-file = Whom to call as of { $day }, entries: { $count }. The list is long, so it comes as a file.
calls-table-ready = The table is ready: a row for every date they do not know of.
calls-text-file = Whom-to-call-{ $day }.txt
calls-table-file = Whom-to-call-{ $day }.xlsx
calls-sheet = Whom to call
calls-column-organisation = Organisation
calls-column-who = Who
calls-column-trouble = What happened
calls-column-since = Since
calls-column-missed = Messages missed
calls-column-item = Item
calls-column-title = Measure
calls-column-due = Due
calls-column-effective = With days off
calls-column-known = The organisation knows
calls-column-to-do = What to do
calls-known = { $known ->
    [yes] yes
   *[no] no
}
