profile-head = <b>Profile classes and groups</b>: { $count }{ $count ->
    [0] . Add the first one or take last year's list.
   *[other] , with an actual number: { $filled }.
}
profile-where = About which organisation?
profile-button = { $name } · { $filled ->
    [yes] { $actual } of { $planned }
   *[no] plan { $planned }
}
profile-new = Add
profile-copy = As last year
profile-copied = { $count ->
    [0] There was no list last year
   *[other] { $count } added
}
profile-table = Table, XLSX
profile-table-done = The list of profile classes and groups (2.1.1) and how they are filled (2.1.2).
profile-kind-class = Class
profile-kind-group = Group
profile-kind-ask = What do you want to add?
profile-direction-ask = Which field?
profile-grade-ask = Which grade?
profile-name-ask = What is it called? Such as “10A teaching”.
profile-planned-ask = How many pupils are planned? Write a number.
profile-partner-ask = Who is the partner: a college, a university, a hospital, a plant? Write the name.
profile-no-partner = No partner
profile-actual-ask = How many have really joined “{ $name }”? Planned: { $planned }. Write a number.
profile-order-ask = The number of the order? Such as “15-у of 01.09.2027”.
profile-no-order = There is no order yet
profile-view =
    <b>{ $name }</b>
    { $organisation }
    { $kind }, grade { $grade }, { $direction }

    Planned: { $planned }{ $filled ->
        [yes] , joined: { $actual }
       *[no] { "" }
    }
    { $partnered ->
        [yes] Partner: { $partner }
       *[no] No partner
    }{ $ordered ->
        [yes] { " " }· order { $order }
       *[no] { "" }
    }
profile-fill = Actual number
profile-close = Take away
profile-empty = Nothing from ({ $count }): { $names }
profile-class-text = Name and partner have up to { $limit } characters. Write it again.
profile-class-count = A number from 0 to { $most } is needed. Write it again.
profile-class-known = “{ $name }” is in the list already. Name it otherwise or open it.
profile-sheet-list = List
profile-sheet-fact = Filling
profile-sheet-empty = Nothing from
profile-list-title = List of profile classes and groups by organisation (cycle plan, item 2.1.1)
profile-fact-title = How profile classes and groups are filled (cycle plan, item 2.1.2)
profile-year = School year { $year }/{ $next }
profile-column-organisation = Organisation
profile-column-kind = Kind
profile-column-name = Name
profile-column-direction = Field
profile-column-grade = Grade
profile-column-planned = Plan
profile-column-actual = Fact
profile-column-difference = Difference
profile-column-partner = Partner
profile-column-order = Order
profile-file = profile-classes-{ $year }.xlsx
