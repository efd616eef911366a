"""Die Wörter des Formulars auf Deutsch: Name → (Bezeichnung, Hilfe, Beispiel); Abschnitt → (Titel, Hilfe, "")."""

TEXTS: dict[str, tuple[str, str, str]] = {
    "company": ("Ihr Unternehmen", "Die Angaben, die auf jedem Dokument stehen.", ""),
    "offer": ("Was Sie verkaufen", "Damit wir verstehen, womit Sie Geld verdienen und was Wachstum bremst.", ""),
    "audience": (
        "Für wen es ist",
        "Schreiben Sie so, wie Sie es neuen Kollegen erzählen würden; am besten ein Punkt je Zeile.",
        "",
    ),
    "brand": ("Wie Sie sprechen und was Sie belegen können", "Wir behaupten nur, was hier steht.", ""),
    "goals": ("Wohin Sie wollen", "Daran werden wir gemessen.", ""),
    "client_name": ("Firmenname", "So, wie er in Texten und Dokumenten stehen soll.", "Hafen & Kiefer GmbH"),
    "website": (
        "Website",
        "Die vollständige Adresse mit https:// am Anfang. Dorthin führen die Links in unseren Texten.",
        "https://www.example.de",
    ),
    "industry": ("Branche", "Mit den Worten Ihrer Kunden.", "Kaffeerösterei für Büros und Onlinehandel"),
    "geography": (
        "Wo Sie verkaufen",
        "Länder, Regionen oder Städte.",
        "Deutschland und Österreich; die meisten Kunden im Raum Leipzig",
    ),
    "timezone": ("Zeitzone", "Danach planen wir die Beiträge. Nehmen Sie den Namen, den Ihr Telefon zeigt.", "Europe/Berlin"),
    "languages": (
        "Sprachen",
        "In der ersten schreiben wir. Wir schreiben Deutsch und Englisch.",
        "Deutsch, Englisch",
    ),
    "primary_offer": (
        "Hauptangebot",
        "Das Produkt oder die Leistung, um die es geht: was es ist, was dazugehört, wie man es kauft.",
        "Kaffee fürs Büro: Bohnen, Maschine und Wartung in einem Monatsvertrag",
    ),
    "pricing": (
        "Preise",
        "Was das Hauptangebot kostet und wie abgerechnet wird. Sagen Sie, wenn Preise nicht genannt werden dürfen.",
        "Ab 190 Euro im Monat für bis zu 15 Personen, nach 6 Monaten monatlich kündbar",
    ),
    "revenue_streams": (
        "Woher der Umsatz kommt",
        "Je Zeile einer; mit Anteilen, wenn Sie sie kennen.",
        "Büroverträge 70 %\nOnlineshop 20 %\nSchulungen 10 %",
    ),
    "unit_economics": (
        "Was ein Kunde wert ist",
        "Durchschnittlicher Auftrag, Marge, Kosten je gewonnenem Kunden, Dauer. Lassen Sie weg, was Sie nicht messen.",
        "Vertrag 2.800 Euro im Jahr, Rohmarge 48 %, Kunden bleiben etwa 4 Jahre",
    ),
    "growth_bottleneck": (
        "Was Wachstum bremst",
        "Kennt man Sie nicht, vertraut man Ihnen noch nicht, zögern Leute oder gehen sie wieder? Eines genügt.",
        "Office-Managerinnen haben nie von uns gehört; wer probiert, kauft meist",
    ),
    "target_audience": (
        "Zielgruppe",
        "Wer entscheidet und wer es nutzt: Rolle, Größe der Firma, Lage.",
        "Office-Managerinnen in Firmen mit 20 bis 150 Leuten, die gerade umgezogen oder gewachsen sind",
    ),
    "pain_points": (
        "Ihre Probleme",
        "Eines je Zeile, in ihren Worten.",
        "Die Maschine ist wieder kaputt, und niemand ist zuständig\nMontags fehlen die Bohnen",
    ),
    "desired_outcomes": (
        "Was sie stattdessen wollen",
        "Eines je Zeile.",
        "Guter Kaffee, ohne daran denken zu müssen\nEine Rechnung, eine Nummer",
    ),
    "differentiators": (
        "Was Sie unterscheidet",
        "Eines je Zeile. Nur was stimmt und was ein Wettbewerber nicht auch sagen könnte.",
        "Eigene Techniker kommen innerhalb eines Werktags\nGeröstet wird jeden Dienstag auf Bestellung",
    ),
    "proof_assets": (
        "Was es belegt",
        "Fallstudien, Bewertungen, Zertifikate, Zahlen mit Quelle; eines je Zeile. Was hier fehlt, behaupten wir nicht.",
        "Einsatzprotokoll 2025: 96 % der Termine innerhalb eines Werktags\nFallstudie Architekturbüro Brühl, März 2025",
    ),
    "tone_voice": (
        "Tonfall",
        "Wie Sie klingen und wie nie; Wörter, die Sie meiden; Sie oder Du.",
        "Warm, klar, etwas trocken. Keine Ausrufezeichen. Wir siezen.",
    ),
    "risk_tolerance": (
        "Wie mutig dürfen wir sein?",
        "Niedrig, mittel oder hoch, und was tabu ist.",
        "Mittel: Humor ja, keine Witze über Wettbewerber",
    ),
    "compliance_notes": (
        "Regeln, an die wir uns halten müssen",
        "Gesetze, Freigaben, verbotene Aussagen, Pflichthinweise; eines je Zeile.",
        "Keine Gesundheitsaussagen über Kaffee\nBei Maschinenbildern die Energieklasse nennen",
    ),
    "objective": (
        "Ziel",
        "Das eine, was am Ende anders sein soll.",
        "Vierzig gebuchte Verkostungen von Büros im Raum Leipzig",
    ),
    "kpi_targets": (
        "Kennzahlen",
        "Eine je Zeile, mit Zahl und Termin. Schreiben Sie den heutigen Wert dazu, wenn Sie ihn kennen.",
        "40 gebuchte Verkostungen in 12 Wochen (heute: 6 im Monat)\nKosten je Verkostung unter 45 Euro",
    ),
    "duration_weeks": ("Dauer in Wochen", "Eine Zahl.", "12"),
    "budget_range": (
        "Mediabudget",
        "Was außer unserem Honorar für Anzeigen und Produktion ausgegeben werden darf; von–bis genügt.",
        "3.000 bis 5.000 Euro",
    ),
}
