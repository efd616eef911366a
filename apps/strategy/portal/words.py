"""Words of the portal pages, by language."""

_WORDS = {
    "en": {
        "version": "Version",
        "approved": "approved on",
        "pdf": "Read as PDF",
        "no_pdf": "The PDF is being set; it appears here in a minute.",
        "all": "All strategies",
        "contents": "Contents",
        "flagged": "The brief has changed since. A new version follows; until then this one holds.",
        "archived": "A newer version has been approved.",
    },
    "de": {
        "version": "Fassung",
        "approved": "freigegeben am",
        "pdf": "Als PDF lesen",
        "no_pdf": "Das PDF wird gesetzt und erscheint hier in einer Minute.",
        "all": "Alle Strategien",
        "contents": "Inhalt",
        "flagged": "Der Brief hat sich seither geändert. Eine neue Fassung folgt; bis dahin gilt diese.",
        "archived": "Eine neuere Fassung ist freigegeben.",
    },
}


def words(language: str) -> dict[str, str]:
    """The words in a language; English where we do not write it."""
    return _WORDS.get(language, _WORDS["en"])
