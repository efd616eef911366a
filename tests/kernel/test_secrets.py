"""Sealed secrets: read back only under their purpose and with a key of the installation."""

import pytest

from kernel.errors import NotConfigured
from kernel.secrets import Unsealable, seal, unseal


@pytest.fixture(autouse=True)
def keys(settings):
    settings.AICMO_SEAL_KEYS = ("the first key",)


def test_a_sealed_secret_comes_back_and_does_not_show():
    sealed = seal("whsec_canary", purpose="webhook:1")

    assert unseal(sealed, purpose="webhook:1") == "whsec_canary"
    assert "canary" not in sealed and sealed != seal("whsec_canary", purpose="webhook:1")


def test_it_opens_for_no_other_purpose():
    sealed = seal("whsec_canary", purpose="webhook:1")

    with pytest.raises(Unsealable):
        unseal(sealed, purpose="webhook:2")


@pytest.mark.parametrize("change", [lambda s: s[:-6] + "AAAA==", lambda s: s[:12] + "x", lambda s: "", lambda s: "s2" + s[2:]])
def test_a_changed_text_does_not_open(change):
    with pytest.raises(Unsealable):
        unseal(change(seal("a", purpose="p")), purpose="p")


def test_a_new_key_in_front_leaves_old_secrets_readable(settings):
    old = seal("a", purpose="p")
    settings.AICMO_SEAL_KEYS = ("the second key", "the first key")

    new = seal("a", purpose="p")

    assert unseal(old, purpose="p") == unseal(new, purpose="p") == "a"
    settings.AICMO_SEAL_KEYS = ("the second key",)
    assert unseal(new, purpose="p") == "a"
    with pytest.raises(Unsealable, match="No key"):
        unseal(old, purpose="p")


def test_without_a_key_nothing_is_sealed(settings):
    settings.AICMO_SEAL_KEYS = ()

    with pytest.raises(NotConfigured):
        seal("a", purpose="p")
