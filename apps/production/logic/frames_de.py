"""German sentence frames, built like the English ones. They avoid the address, so that they fit "Sie" and "du"."""

LONG: dict[str, tuple[str, ...]] = {
    "problem": (
        "{P}. Kommt das bekannt vor?\n\nGenau hier fangen wir an. Das Ziel: {o}.\n\nSo gehen wir vor:\n{dl}",
        "Der Ausgangspunkt: {p}.\n\nDer Zielpunkt: {o}.\n\nDazwischen liegt unsere Arbeit: {x}. Was dafür spricht: {f}.",
        "Das Problem in einer Zeile: {p}.\n\nDas Ziel in einer Zeile: {o}.\n\nUnsere Arbeit dazwischen: {x}.",
        "{P}.\n\nKeine Nebensache, sondern der Grund für unser Angebot: {x}. Darauf bestehen wir: {d}.",
        "Was im Alltag bremst: {p}.\n\nFür wen wir das ändern: {a}.\n\nWomit: {x}.",
    ),
    "outcome": (
        "Wofür das alles: {o}.\n\nWas dem im Weg steht: {p}.\n\nUnser Beitrag: {x}. Unsere Arbeitsweise: {d}.",
        "{O}. Von dort aus planen wir rückwärts.\n\nZuerst das Hindernis: {p}. Dann das Angebot: {x}.\n\n"
        "Woran man uns messen darf: {d}.",
        "Vor jedem Plan steht eine Frage: wozu? Unsere Antwort: {o}.\n\nDas Mittel: {x}.\n\nDer Beleg: {f}.",
        "{O}.\n\nKein Werbespruch, sondern ein Maßstab. Daran messen wir unsere Arbeit: {x}. Dazu gehört: {d}.",
    ),
    "difference": (
        "Was {n} unterscheidet:\n\n{dl}\n\nUnsere Antwort auf dieses Problem: {p}.",
        "Eines machen wir anders: {d}.\n\nDer Grund: {p}. Der Zweck: {o}.",
        "{D}.\n\nDas ließe sich weglassen. Wir bleiben dabei, denn darum geht es: {o}.",
        "Wer fragt, wie wir arbeiten, hört zuerst dies: {d}.\n\nDann kommt das Angebot: {x}. Und der Sinn dahinter: {o}.",
    ),
    "proof": (
        "Erst prüfen, dann glauben: {f}.\n\nWas dahintersteht: {d}.\n\nWozu es gut ist: {o}.",
        "{F}.\n\nWir nennen das aus einem Grund: Versprechen allein helfen nicht gegen dieses Problem: {p}.\n\n"
        "Unser Angebot: {x}.",
        "Eine Aussage ist so viel wert wie ihr Beleg. Unserer: {f}.\n\nDas Angebot dazu: {x}. Die Arbeitsweise: {d}.",
        "Etwas zum Nachprüfen: {f}.\n\nEtwas zum Erwarten: {o}.\n\nUnd für die Frage nach dem Wie: {d}.",
    ),
    "offer": (
        "{X}. Was das heißt: {y}.\n\nFür wen: {a}.\n\nWas es bringen soll:\n{ol}",
        "So läuft es ab, das Angebot {xn}:\n\n{yl}\n\nWorauf es antwortet: {p}.",
        "In einer Zeile, was wir tun: {x}.\n\nFür wen: {a}.\n\nWas es bringen soll:\n{ol}",
        "{X}. Das ist das Angebot.\n\nGemacht für eine bestimmte Lage: {p}.\n\nDer Preis: {m}.",
        "Was es bei {n} gibt: {x}.\n\nWorauf es antwortet: {p}.\n\nWas sich damit ändert: {o}.",
        "{X}.\n\nSchnell gesagt, sorgfältig gemacht. Unsere Regel dabei: {d}. Unser Beleg: {f}.",
    ),
    "price": (
        "Was kostet das? {M}.\n\nDafür gibt es: {x}.\n\nWas es bringen soll: {o}.",
        "Ein Preis gehört auf den Tisch. Unserer: {m}.\n\nEnthalten ist: {x}. Wie wir ihn verdienen: {d}.",
        "{M}.\n\nDas ist die Zahl. Dahinter steht: {x}. Davor stand: {p}.",
    ),
    "objection": (
        "Ein berechtigter Einwand: {j}.\n\nUnsere Antwort: {r}.\n\nZum Nachlesen: {f}.",
        "Was zögern lässt: {j}.\n\nDarauf antworten wir lieber, als drum herum zu reden. {R}.\n\nWorum es am Ende geht: {o}.",
        "Der Zweifel, den wir ernst nehmen: {j}.\n\nWas für uns spricht: {d}. Was sich prüfen lässt: {f}.",
        "Mit einem „Ja, aber“ fangen gute Gespräche an. Zum Beispiel: {j}.\n\nWas wir dagegensetzen: {d}.",
    ),
    "audience": (
        "Für wen wir arbeiten: {a}.\n\nWas dabei auf den Tisch kommt:\n{pl}\n\nWoran wir arbeiten: {o}.",
        "{n} ist nicht für alle da. Sondern für diese Gruppe: {a}.\n\nWas sie kennt: {p}. Unsere Antwort: {x}.",
        "Eine Frage entscheidet: Was wird besser? Wir sagen: {o}.\n\nFür wen: {a}. Und wie: {d}.",
    ),
    "promise": (
        "Woran man uns messen darf: {c}.\n\nWas es möglich macht: {d}.\n\nWas sich heute schon prüfen lässt: {f}.",
        "{C}.\n\nEin kurzer Satz. Die Arbeit dahinter: {x}. Der Grund dafür: {p}.",
        "{C}.\n\nDas steht bei uns am Anfang. Alles andere folgt daraus: {d}.",
    ),
}  # fmt: skip
SHORT: dict[str, tuple[str, ...]] = {
    "problem": (
        "{P}. Unsere Antwort: {x}.",
        "Das Problem: {p}. Das Ziel: {o}.",
        "{P}. Damit fangen wir an.",
        "Kommt vor: {p}. Was hilft: {d}.",
    ),
    "outcome": (
        "Das Ziel: {o}. Der Weg: {d}.",
        "{O}. Daran arbeitet {n}.",
        "Weniger Theorie, mehr davon: {o}.",
        "{O}. Und zwar damit: {x}.",
    ),
    "difference": (
        "Eines machen wir anders: {d}.",
        "{D}. Unsere Antwort darauf: {p}.",
        "Woran man uns erkennt: {d}.",
        "{D}. Damit das folgt: {o}.",
    ),
    "proof": ("Zum Nachprüfen: {f}.", "{F}. Was dahintersteht: {d}.", "Belegt: {f}.", "{F}. Das Angebot dazu: {x}."),
    "offer": (
        "{X}. Für wen: {a}.",
        "{Y}. Das ist unser Angebot: {xn}.",
        "Unsere Arbeit in einer Zeile: {x}.",
        "{X}. Gedacht für diesen Fall: {p}.",
        "Was {n} macht: {x}.",
    ),
    "price": ("Was es kostet: {m}.", "{M}. Dafür gibt es: {x}.", "Gleich zum Preis: {m}."),
    "objection": ("Gute Frage: {j}. Unsere Antwort: {r}.", "Der Zweifel: {j}. Was hilft: {d}.", "{J}? Dazu ein Beleg: {f}."),
    "audience": ("Für wen {n} da ist: {a}.", "{A}: Hier geht es um dieses Ziel: {o}.", "Gemacht für: {a}. Das Angebot: {x}."),
    "promise": ("{C}.", "Darauf ist Verlass: {c}.", "Unser Wort: {c}."),
}  # fmt: skip
SUPPORT: dict[str, tuple[str, ...]] = {
    "o": ("Das Ziel: {o}.", "Wozu: {o}.", "Wohin es führt: {o}.", "Was daraus werden soll: {o}."),
    "d": ("Unser Weg: {d}.", "So arbeiten wir: {d}.", "Dabei bleiben wir: {d}.", "Ein Teil davon: {d}."),
    "f": ("Zum Prüfen: {f}.", "Was dafür spricht: {f}.", "Belegt: {f}."),
    "x": ("Das Angebot: {x}.", "In der Praxis: {x}.", "Was wir mitbringen: {x}."),
    "y": ("So läuft es: {y}.", "Was geschieht: {y}.", "Im Einzelnen: {y}."),
    "p": ("Der Hintergrund: {p}.", "Worauf es antwortet: {p}.", "Der Ausgangspunkt: {p}."),
    "a": ("Für wen: {a}.", "Gedacht für: {a}."),
}
CTAS: dict[str, tuple[str, ...]] = {
    "problem": ("So arbeiten wir", "Mehr zum Vorgehen"),
    "outcome": ("Was es dafür braucht", "Zum ersten Gespräch"),
    "difference": ("Selbst vergleichen", "Genauer hinsehen"),
    "proof": ("Zu den Einzelheiten", "Selbst ansehen"),
    "offer": ("Alles zum Angebot", "Was enthalten ist"),
    "price": ("Preise und Einzelheiten", "Den eigenen Fall durchrechnen"),
    "objection": ("Direkt nachfragen", "Frage mitbringen"),
    "audience": ("Passt es? Hier nachsehen", "Für wen es gemacht ist"),
    "promise": ("Weiterlesen", "Mehr über uns"),
}
ANGLES = {
    "problem": "Problem",
    "outcome": "Ergebnis",
    "difference": "Was anders ist",
    "proof": "Beleg",
    "offer": "Das Angebot",
    "price": "Preis",
    "objection": "Einwand",
    "audience": "Für wen",
    "promise": "Versprechen",
}
ALT = (
    "Textkarte von {n} mit der Zeile: {hook}",
    "Karte in den Farben von {n}, Text: {hook}",
    "Grafik von {n}, darauf steht: {hook}",
)
APPROVAL = "Der Kunde gibt jede Fassung frei, bevor etwas veröffentlicht wird."
GUARDRAILS = (
    "Keine Zahl, die das Briefing nicht nennt.",
    "Keine Aussage ohne Beleg aus dem Briefing.",
    "Die Veröffentlichung stoppt, wenn der Kunde eine Aussage oder Freigabe zurückzieht.",
)
NEVER_SAID = "Nicht gesagt, außer als verboten: {words}."
