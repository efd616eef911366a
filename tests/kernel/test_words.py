"""Words that people read in place of values: plurals, states, codes."""

import re

from django.contrib import admin

from kernel import text
from kernel.models import Mail, Switch
from kernel.templatetags.web import words
from kernel.web import labels


def test_numbers_take_the_right_form_of_their_noun():
    assert [text.counted(n, "row") for n in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]
    assert text.counted(2, "switch", "switches") == "2 switches"


def test_states_and_codes_are_shown_in_words_and_sorted_by_their_values():
    shown = labels.column(Mail, "state")

    assert shown(Mail(state="changes_requested")) == "Changes requested" and shown.admin_order_field == "state"
    assert labels.column(Mail, "purpose") == "purpose" and labels.column(Mail, "no_column") == "no_column"
    assert words("launch_gtm_pack") == "Launch GTM pack" and words("qc_failed") == "QC failed"


def test_no_table_is_called_by_a_wrong_plural():
    assert Switch._meta.verbose_name_plural == "switches"
    assert [
        m._meta.label for m in admin.site._registry if re.search(r"(ch|sh|x|[^aeiou]y)s$", str(m._meta.verbose_name_plural))
    ] == []
