"""What compliance notes order and forbid, as writers and the gate read it."""

import pytest

from apps.qc.contracts import channel_key, forbidden_phrases, required_notes


@pytest.mark.parametrize(
    ("said", "notes"),
    [
        ('Every post must carry the note "Capital at risk."', ("Capital at risk.",)),
        ("Add “Advertisement” to each post. Never say “guaranteed”.", ("Advertisement",)),
        ("Pflichthinweis: Zu Risiken fragen Sie Ihre Ärztin.", ("Zu Risiken fragen Sie Ihre Ärztin.",)),
        ("Every text says that it does not replace advice from a doctor", ("This text does not replace advice from a doctor.",)),
        ("All posts state that they are no offer to sell", ("This text is no offer to sell.",)),
        ("Jeder Text sagt, dass er keine ärztliche Beratung ersetzt", ("Dieser Text ersetzt keine ärztliche Beratung.",)),
        ("No promise of healing. Follow the CORU code of conduct.", ()),
        ("", ()),
    ],
)
def test_required_notes_are_read_off(said, notes):
    assert required_notes(said) == notes


@pytest.mark.parametrize(
    ("said", "phrases"),
    [
        ("Never say “guaranteed” or “risk-free”.", ("guaranteed", "risk-free")),
        ("Never use cheap, best or number one. GDPR applies.", ("cheap", "best", "number one")),
        ("Nicht von Heilung oder Garantie sprechen", ("Heilung", "Garantie")),
        ("Do not promise growth", ()),
        ("Do not promise guaranteed returns", ("guaranteed returns",)),
        ('Always add "Capital at risk."', ()),
    ],
)
def test_forbidden_phrases_are_read_off(said, phrases):
    assert forbidden_phrases(said) == phrases


@pytest.mark.parametrize(
    ("name", "key"),
    [("X (Twitter)", "x"), ("LinkedIn company page", "linkedin"), ("Instagram Reels", "instagram"), ("Newsletter", "newsletter")],
)
def test_a_channel_has_one_key_however_it_is_written(name, key):
    assert channel_key(name) == key
