from __future__ import annotations

import pytest

PUBLISHED = "2023-10-31"


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Israel's strikes on Mosul on Monday killed ten people.", {"attacks": "2023-10-30"}),
        ("Israeli strikes on Mosul killed ten people on Monday.", {"attacks": "2023-10-30"}),
        ("Ten people were killed in Israeli strikes on Mosul since 7 October.", {"attacks": "2023-10-07"}),
        ("The January 3, 2009, Israeli attack on Mosul changed little.", {"attacks": "2009-01-03"}),
        ("Israel attacked Mosul on Saturday, January 3, 2009.", {"attacks": "2009-01-03"}),
        ("Israel attacked Mosul on January 3 last year.", {"attacks": "2022-01-03"}),
        # the date behind a judged deed is the deed's, unless both may be meant
        ("Iran hailed the Hamas attack on Israel on 7 October 2022.", {"attacks": "2022-10-07", "endorses": None}),
        ("Iran hailed the Hamas attack on Israel on Monday.", {"attacks": None, "endorses": None}),
        ("Qatar discussed the Israeli raid on Mosul on 3 July.", {"attacks": "2023-07-03"}),
        # a report tells what holds when it is made, not when the past was
        ("Israel said in May 2019 that Iran funds Hamas.", {"funds": "2019-05"}),
        ("In May 2019, Israel said that Iran has been funding Hamas.", {"funds": "2019-05"}),
        ("Israel said in May 2019 that Iran had funded Hamas.", {"funds": None}),
        ("Israel said in May 2019 that Iran spends millions to fund Hamas.", {"funds": "2019-05"}),
        # what somebody is
        ("Ismail Haniyeh, leader of Hamas since 2017, visited Iran.", {"leads": "2017", "visits": None}),
        ("The killing of Ismail Haniyeh, leader of Hamas, on 7 October shook Iran.", {"leads": None}),
        # since an event; not since then
        ("Since the 2011 uprising, Iran has funded Hamas.", {"funds": "2011"}),
        ("Since the 1979 revolution, Iran and Israel have been at war.", {"fights": "1979"}),
        ("Ismail Haniyeh visited Iran for the first time since 2011.", {"visits": None}),
        # the only one to do it
        ("In 2007, Qatar was the only country to fund Hamas.", {"funds": "2007"}),
        # another clause's
        ("Qatar, which visited Iran in 2012, funds Hamas.", {"funds": None}),
    ],
)
def test_date_belongs_to_what_it_dates(statements, text, dates):
    found = {s.relation: s.date_start for s in statements(text, PUBLISHED)}
    assert {relation: found.get(relation, "missing") for relation in dates} == dates
