sheet-title = Target route
sheet-subtitle = Study under a contract with a future employer: find out and sign up
sheet-step-1 = Point your phone's camera at the code and open the bot.
sheet-step-2 = Press “Start” and answer a few questions.
sheet-step-3 = Show the coordinator your code from the bot.
sheet-privacy =
    The bot asks for no name, phone or documents: you get a code instead.
    It takes less than a minute and binds you to nothing.
    If you are under 18, a parent has to agree.
sheet-until = The code is valid until { $day }.
sheet-slip = No. { $number }
sheet-slip-steps =
    1. Point the camera at the code.
    2. Press “Start” and answer.
    3. Show your code to the coordinator.
    No name or phone is needed.
    One slip is for one person.
sheet-slip-until = Valid until { $day }

class-sheets-school = For which school is the sheet?
class-sheet-grade = For which grade is the sheet? With “Whole school” pupils name their class themselves.
class-sheet-whole = Whole school
class-sheet-letter = Which letter of grade { $grade }?
class-sheet-kind =
    <b>{ $place }</b>

    <b>A sheet for the class</b>: one code for all, to be pinned to the wall or shown on a screen.
    <b>A slip for each</b>: a code of their own for every pupil, to be cut out and handed round.
class-sheet-poster = A sheet for the class
class-sheet-slips = A slip for each
class-sheet-count = How many slips? Press a number or write another one, at most { $most }.
class-sheet-count-wrong = You can make 1 to { $most } slips at a time. Write another number.
class-sheet-ready =
    { $slips ->
        [0] The sheet is ready: { $place }. Print it and pin it up.
        [one] { $slips } slip is ready: { $place }. Print, cut and hand out.
       *[other] { $slips } slips are ready: { $place }. Print, cut and hand out.
    }
    Valid until { $day }. Earlier sheets of this class stay valid until you take them back.
class-sheet-more = Another sheet
class-sheet-list = Sheets given out
class-sheet-whole-place = { $school }, whole school
class-sheet-class-place = { $school }, { $class }
class-sheet-file = qr-{ $class }.pdf
class-sheet-file-school = qr-school.pdf
class-sheet-too-many = The school has very many valid sheets. Take back those you do not need in “Sheets given out” and try again.
class-links-head = { $count ->
    [0] There are no valid sheets.
   *[other] <b>Sheets given out: { $count }</b>
}
class-links-line = { $order }. { $place }: { $slips ->
    [0] a sheet for the class
   *[other] slips, { $used } of { $slips } used
}, until { $day }
class-links-revoke = Take back { $order }
class-links-revoked = Taken back. Whoever has registered stays.
