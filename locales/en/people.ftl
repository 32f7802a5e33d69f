people-member = { $unreachable ->
    [yes] ⚠️{" "}
   *[no] {""}
  }{ $role }{ $positioned ->
    [yes] {" "}({ $position })
   *[no] {""}
  }{ $inside ->
    [yes] , { $organisation }
   *[no] {""}
}
people-button = { $unreachable ->
    [yes] ⚠️{" "}
   *[no] {""}
  }{ $inside ->
    [yes] { $organisation } ·{" "}
   *[no] {""}
  }{ $role }
people-head = { $count ->
    [0] Nobody is here yet. Press “Invite”: the bot makes a link and a QR code.
    [one] <b>{ $count } role.</b> Press a person to open the card.
   *[other] <b>{ $count } roles.</b> Press a person to open the card.
}
people-found = { $count ->
    [0] Nobody was found. Type another part of the name or position.
    [one] { $count } person was found. You can type another name.
   *[other] { $count } people were found. You can type another name.
}
people-unreachable = { $count ->
    [one] ⚠️ The bot does not reach { $count } person: please call.
   *[other] ⚠️ The bot does not reach { $count } people: please call.
}
people-find = Find
people-find-ask = Type a part of the organisation's name or of the position. For example: <i>school 11</i>.
people-invite = Invite
people-invites = Invitations
people-card = <b>{ $role }</b>{ $positioned ->
    [yes] {" "}({ $position })
   *[no] {""}
  }{ $inside ->
    [yes] {""}
        { $organisation }
   *[no] {""}
}
people-since = In the role since { $day }
people-assignments = { $count ->
    [0] No assignments taken on.
    [one] Taken on: { $count } assignment.
   *[other] Taken on: { $count } assignments.
}
people-unreachable-blocked = ⚠️ The bot is blocked. Call and ask to press “Unblock”.
people-unreachable-deactivated = ⚠️ The account was deleted. Call and invite again.
people-unreachable-not_found = ⚠️ The chat was not found. Call and invite again.
people-unreachable-never_started = ⚠️ The chat with the bot was never started. Call and ask to press “Start”.
people-end = Take the role away
people-end-ask = Take the role away: <b>{ $who }</b>?
people-end-work = { $count ->
    [0] No assignments were taken on, so there is nothing to hand over.
   *[other] { $named ->
        [yes] The assignments ({ $count }) go to: { $successor }. The bot writes about it at once.
       *[no] { $somebody ->
            [yes] The assignments ({ $count }) go to everybody responsible in the organisation.
           *[no] The assignments ({ $count }) will be nobody's: the organisation has nobody else.
        }
    }
}
people-end-yes = Yes, take it away
people-successor-ask = { $count ->
    [one] { $count } assignment has to be handed over. To whom?
   *[other] { $count } assignments have to be handed over. To whom?
}
people-everybody = Everybody responsible
people-ended = The role was taken away: { $who }.
people-handed = { $named ->
    [yes] The assignments ({ $count }) were handed over to: { $successor }.
   *[no] The assignments ({ $count }) are now with everybody responsible in the organisation.
}
people-deserted = Nobody answers in this organisation any more. Please invite a new person.
people-took-over = { $count ->
    [one] { $count } assignment was handed over to you: { $organisation }. Open the list and name the day it will be done.
   *[other] { $count } assignments were handed over to you: { $organisation }. Open the list and name the days they will be done.
}
people-role-ended = This role has been taken away already. Open “People” again.
people-successor-gone = This person is no longer in the organisation. Choose somebody else.

invite-role-ask = Whom do you invite?
invite-position-ask = Role: <b>{ $role }</b>. Type the position, for example: <i>deputy headteacher</i>. No surname is needed.

    The next message brings a one-time link. Do not open it yourself: forward it to the person.
invite-skip = No position
invite-text =
    <b>Invitation to the bot “Целевой маршрут”</b>

    Role: { $role }{ $inside ->
        [yes] {""}
            Organisation: { $organisation }
       *[no] {""}
    }

    Open the link and press “Start” by { $day }:
    { $link }
invite-more = Invite more
invites-head = { $count ->
    [0] There are no unused invitations.
    [one] { $count } invitation is unused. Press it to take it back.
   *[other] { $count } invitations are unused. Press one to take it back.
}
invites-line = • { $role }{ $positioned ->
    [yes] {" "}({ $position })
   *[no] {""}
  }{ $inside ->
    [yes] , { $organisation }
   *[no] {""}
  } — until { $day }
invite-revoke = Take back { $number }: { $role }{ $inside ->
    [yes] , { $organisation }
   *[no] {""}
}
invite-revoked-toast = The invitation was taken back: the link no longer works
invite-revoked = This invitation was taken back. Ask the administrator for a new one.
invite-already-used = This invitation has been used. A role can be taken away under “People”.
