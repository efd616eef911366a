"""The day of return in absence notes: beside an end, after it, alone; not where it begins an absence."""

from datetime import date

import pytest

from apps.cam.logic.replies.dates import resume_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Geschlossen vom 23.12.2026 bis 03.01.2027; am 4. Januar 2027 geht es weiter.", date(2027, 1, 4)),
        ("Heute und morgen bin ich auf einer Fortbildung, am Freitag lese ich Ihre Nachricht.", date(2026, 12, 25)),
        ("Ich bin vom 7. bis 9. Januar auf einer Messe.", date(2027, 1, 10)),
        ("Bin bis und mit 10. Januar in den Ferien.", date(2027, 1, 11)),
        ("Sabbatical. Wieder an Land: 15. Januar.", date(2027, 1, 15)),
        ("La clínica permanece cerrada. Abrimos de nuevo el 8 de enero.", date(2027, 1, 8)),
        ("Closed Mon and Tues. We reopen Wednesday.", date(2026, 12, 23)),
        ("I am on leave from 28 December.", None),
        ("Ab dem 28. Dezember bin ich nicht im Haus.", None),
    ],
)
def test_days_of_return(text, day):
    assert resume_date(text, today=date(2026, 12, 21)) == day
