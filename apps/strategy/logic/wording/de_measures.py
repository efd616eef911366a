"""German sentences of measures, pillars, weeks and assumptions."""

TEXTS: dict[str, tuple[str, ...]] = {
    "success.goal": (
        "Die Arbeit ist gelungen, wenn nach {weeks} Wochen das hier stimmt: {objective}",
        "Nach {weeks} Wochen entscheidet ein Satz, ob es geklappt hat: {objective}",
        "Erfolg heißt, {weeks} Wochen nach dem Start: {objective}",
    ),
    "success.kpis": (
        "Gezählt wird an den Zielen des Kunden: {kpis}.",
        "Der Maßstab ist der des Briefs: {kpis}.",
        "Gemessen an dem, was der Kunde gesetzt hat: {kpis}.",
    ),
    "success.nokpi": (
        "Der Brief setzt keine Zahl. Die ersten zwei Wochen ergeben einen Ausgangswert, darauf wird das Ziel schriftlich vereinbart.",
    ),
    "success.not": (
        "Follower, Aufrufe und Lob gelten als Hinweise und werden als solche berichtet; Erfolg sind sie nicht.",
        "Was nicht als Erfolg zählt: Reichweite ohne Folge.",
    ),
    "lead.visits": (
        "Wöchentlich: Besuche der Angebotsseite aus geplanten Texten, nach Kanal und Säule.",
        "Jede Woche: wie viele Leser aus einem Beitrag oder Brief auf die Angebotsseite gehen.",
    ),
    "lead.replies": (
        "Wöchentlich: Kommentare und Nachrichten, die nach dem Angebot fragen.",
        "Jede Woche: Fragen aus der Zielgruppe. Gemeint ist: {audience}",
    ),
    "lead.doubts": (
        "Wöchentlich: welcher Einwand der Ebene 3 vorkommt, und wie oft.",
        "Jede Woche: die geäußerten Zweifel, gezählt nach der Liste der Ebene 3.",
    ),
    "lead.proof": (
        "Monatlich: neue Belege, die verwendet werden dürfen.",
        "Jeden Monat: wie viele Kunden einem Zitat zugestimmt haben.",
    ),
    "lag.kpi": ("Alle zwei Wochen: {kpi}", "Bei jeder Prüfung: {kpi}", "Gelesen in jeder zweiten Woche: {kpi}"),
    "lag.value": (
        "Am Ende: was ein neuer Kunde aus dieser Arbeit gebracht hat, neben den Angaben des Kunden: {fact}",
        "Nach der letzten Woche, verglichen mit dem, was ein Kunde wert ist: {fact}",
    ),
    "lag.none": ("Am Ende: Umsatz mit Kunden, die einen der geplanten Kanäle als ihren Weg nennen.",),
    "rule.review": (
        "Alle zwei Wochen prüfen Strategie und Kunde die Zahlen, immer am selben Wochentag; jede Prüfung endet mit einer schriftlichen Entscheidung.",
        "Alle zwei Wochen eine Prüfung von dreißig Minuten. Sie ändert eine Sache auf einmal, damit die Wirkung sichtbar wird.",
    ),
    "rule.pillar": (
        "Wenn eine Säule ihre Stoppregel erfüllt, dann geht ihr Platz für vier Wochen an die stärkste; danach wird eine neue Hypothese geschrieben.",
        "Wenn eine Säule bei zwei Prüfungen nacheinander zurückliegt, dann wird sie ersetzt und der Grund notiert, damit sie niemand aus Versehen wiederholt.",
    ),
    "rule.channel": (
        "Wenn ein Kanal sein Abbruchkriterium erfüllt, dann endet er in derselben Woche, und sein Budget geht an den Kanal mit den meisten {unit} je Arbeitsstunde.",
        "Wenn das Abbruchkriterium erfüllt ist, dann bittet niemand um eine weitere Woche: Der Kanal endet, sein Anteil geht dorthin, woher {unit} kommen.",
    ),
    "rule.behind": (
        "Wenn das erste Ziel zur Halbzeit außer Reichweite ist, {kpi}, dann wird die Botschaft geändert und nicht das Budget.",
        "Wenn die Mitte vorüber und das Ziel klar verfehlt ist, {kpi}, dann wird das Versprechen gegen das zweite im Botschaftshaus geprüft, bevor mehr Geld fließt.",
    ),
    "rule.ahead": (
        "Wenn das Ziel früh erreicht ist, dann steigt das Budget nicht sofort: Zwei Wochen müssen es bestätigen.",
        "Wenn Ergebnisse früher kommen als geplant, dann bleibt der Plan zwei Wochen, wie er ist, um zu sehen, ob sie halten.",
    ),
    "rule.claim": (
        "Wenn ein Leser eine Aussage öffentlich anzweifelt, dann wird am selben Tag der Beleg gezeigt oder die Aussage zurückgezogen.",
        "Wenn sich eine Aussage auf Nachfrage nicht belegen lässt, dann verschwindet sie an diesem Tag aus allen Texten.",
    ),
    "pillar.name": ("Was heute schiefgeht", "Wie es hier läuft", "Wer es bestätigen kann", "Wie es danach aussieht"),
    "pillar.0": (
        "Wenn wir so erzählen, wie es wirklich ist, {pain}, dann erkennt die Zielgruppe ihren eigenen Tag und liest weiter, weil es sonst niemand ausspricht.",
        "Wenn Texte so beginnen, {pain}, dann antworten Menschen, die damit leben, weil sie beschrieben und nicht beworben werden.",
    ),
    "pillar.1": (
        "Wenn wir zeigen, wie gearbeitet wird, {difference}, dann wird aus Interesse eine Frage, weil sich ein Ablauf prüfen lässt.",
        "Wenn Texte das erklären, {difference}, dann geht der Vergleich zugunsten von {name} aus, weil es eine Tatsache ist und kein Eigenschaftswort.",
    ),
    "pillar.2": (
        "Wenn Belege sprechen, {proof}, dann wird aus Zweifel ein Gespräch, weil sich die Quelle nachschlagen lässt.",
        "Wenn jede Woche ein Text auf einem solchen Beleg ruht, {proof}, dann melden sich die Abwartenden, weil sie nichts auf Glauben annehmen müssen.",
    ),
    "pillar.2.none": (
        "Wenn wir sammeln und veröffentlichen, was Kunden unter ihrem Namen sagen, dann wird aus Zweifel ein Gespräch, weil man seinesgleichen eher glaubt als einem Anbieter.",
    ),
    "pillar.3": (
        "Wenn wir den Zustand danach beschreiben, {outcome}, dann fragen auch die nach dem Weg, die nicht mehr damit rechnen, weil das Bild greifbar ist.",
        "Wenn Texte einen Tag zeigen, an dem das stimmt, {outcome}, dann will man wissen, was es dafür braucht, weil es der eigene Wunsch ist.",
    ),
    "pillar.metric": (
        "{unit} und Fragen aus Beiträgen dieser Säule, alle zwei Wochen",
        "Klicks auf die Angebotsseite je Beitrag dieser Säule, und die {unit}, die folgen",
        "Anteil dieser Säule an allen {unit}, gelesen bei jeder Prüfung",
    ),
    "pillar.stop": (
        "Ende nach vier Wochen, wenn ihre Beiträge weniger Klicks auf die Angebotsseite bringen als die mittlere der Säulen.",
        "Ende, wenn sie bei zwei Prüfungen nacheinander an letzter Stelle steht, gemessen an: {unit}.",
        "Nach sechs Beiträgen ohne eine Frage und ohne einen Besuch der Angebotsseite endet sie.",
    ),
    "against.Awareness": (
        "Das stärkste Argument gegen diesen Plan: Vielleicht fehlt nicht der Name, sondern der Wunsch. Wer {name} kennt und trotzdem nicht kommt, wird durch mehr Sichtbarkeit nur teurer.",
        "Gegen den Plan spricht, dass Bekanntheit langsam wächst und {weeks} Wochen kurz sind; das Budget kann verbraucht sein, bevor der Name sitzt.",
    ),
    "against.Trust": (
        "Das stärkste Argument gegen diesen Plan: Vertrauen entsteht durch Empfehlung und kaum durch Texte. {weeks} Wochen Beiträge zeigen Belege womöglich Lesern, die Beiträgen nicht glauben.",
        "Gegen den Plan spricht, dass Zweifler eher eine Probe brauchen als einen Text; dann gehört das Geld in einen kleineren ersten Schritt.",
    ),
    "against.Conversion": (
        "Das stärkste Argument gegen diesen Plan: Liegt es in Wahrheit am Angebot oder am Preis, repariert das keine Seite, und bessere Texte verzögern nur die Einsicht.",
        "Gegen den Plan spricht, dass der letzte Schritt an etwas scheitern kann, das uns niemand gesagt hat: Preis, Formular, Zeitpunkt.",
    ),
    "against.Retention": (
        "Das stärkste Argument gegen diesen Plan: Kunden gehen wegen der Leistung und nicht wegen der Texte. Dann kommt Kommunikation zu spät.",
        "Gegen den Plan spricht, dass Treue in der Lieferung entsteht; Texte können erinnern, reparieren können sie nicht.",
    ),
    "against.Demand": (
        "Das stärkste Argument gegen diesen Plan: Nachfrage, die es nicht gibt, lässt sich in {weeks} Wochen nicht herbeischreiben.",
        "Gegen den Plan spricht, dass ein Bedarf oft seine Jahreszeit hat; wir geben das Geld womöglich in der falschen aus.",
    ),
    "against.answer": (
        "Wir bleiben vorerst dabei, weil die Erfahrung des Kunden hierher zeigt, {bottleneck}, und weil die ersten Wochen genau diesen Punkt mit wenig Geld prüfen.",
        "Der Plan steht trotzdem. Im Brief heißt es: {bottleneck}. Und der Anfang ist so angelegt, dass wir früh merken, wenn das falsch ist.",
    ),
    "against.answer.assumed": (
        "Wir behandeln es als Versuch. Die ersten zwei Wochen kosten wenig und zeigen, ob die Annahme trägt.",
    ),
    "against.change": (
        "Was uns umstimmen würde: Zur Halbzeit kommen Besucher und lesen, und die {unit} bleiben trotzdem aus. Dann liegt der Engpass woanders, und Ebene 1 wird neu geschrieben.",
        "Wir gäben ihn auf, wenn die Gespräche der ersten zwei Wochen mehr als einmal einen anderen Grund nennen, in den Worten der Leute.",
    ),
    "phase.prepare": ("Vorbereiten", "Grundlagen"),
    "phase.test": ("Prüfen", "Ausprobieren"),
    "phase.carry": ("Fortsetzen, was wirkt", "Verstärken"),
    "phase.close": ("Abschließen und entscheiden", "Bilanz"),
    "phase.prepare.goal": (
        "Alles, was ein Text braucht, liegt bereit: Seite, Belege, Ausgangswerte.",
        "Nichts erscheint, bevor Belege, Seite und Ausgangswerte da sind.",
    ),
    "phase.test.goal": (
        "Jede Säule lief auf jedem Kanal mit Beiträgen, und die erste Prüfung hat etwas entschieden.",
        "Alle Säulen waren an der Reihe; die schwachen sind benannt.",
    ),
    "phase.carry.goal": (
        "Budget und Stunden liegen bei den zwei stärksten Säulen.",
        "Was sich bewährt hat, bekommt mehr von beidem: Zeit und Geld.",
    ),
    "phase.close.goal": (
        "Ziele und Ergebnisse stehen nebeneinander, der nächste Schritt ist vereinbart.",
        "Die Ergebnisse liegen auf dem Tisch, und es ist entschieden, was weitergeht.",
    ),
    "task.proof": (
        "Jeden Beleg mit seinem Eigentümer prüfen und die Erlaubnis zur Veröffentlichung holen.",
        "Die Liste der Belege mit dem Kunden durchgehen: was gezeigt werden darf, in welchen Worten, mit welchem Datum.",
    ),
    "task.calls": (
        "Fünf kurze Gespräche mit neuen Kunden darüber, wie sie entschieden haben.",
        "Mit fünf neuen Kunden sprechen: was sie fast abgehalten hätte und was den Ausschlag gab.",
    ),
    "task.baseline": (
        "Den heutigen Wert jedes Ziels notieren: {kpis}.",
        "Ausgangswerte festhalten, bevor der erste Beitrag erscheint: {kpis}.",
    ),
    "task.baseline.none": ("Ausgangswerte messen, damit sich ein Ziel vereinbaren lässt.",),
    "task.page": (
        "Die Angebotsseite bauen und zwei Menschen aus der Zielgruppe laut vorlesen lassen.",
        "Die Angebotsseite schreiben und einmal kürzen.",
    ),
    "task.posts": (
        "Nach Kalender veröffentlichen, Zeitzone {zone}; die Säulen wechseln sich ab.",
        "Beiträge nach Kalender, Zeiten in {zone}, keine Säule zweimal nacheinander.",
    ),
    "task.review": ("Erste Prüfung mit schriftlicher Entscheidung.", "Die erste Prüfung abhalten und eine Sache ändern."),
    "task.ads": (
        "Den bezahlten Teil mit den Beiträgen beginnen, die schon Antworten brachten.",
        "Geld hinter das stellen, was ohne Geld wirkte.",
    ),
    "task.reuse": (
        "Aus den stärksten Beiträgen einen Brief und einen Abschnitt der Seite machen.",
        "Die besten Texte wiederverwenden: Brief, Seite, Gespräch.",
    ),
    "task.report": (
        "Bericht mit Zielen neben Ergebnissen, verfehlte zuerst.",
        "Den Bericht schreiben; Verfehltes steht auf der ersten Seite.",
    ),
    "task.next": (
        "Vereinbaren, was weiterläuft, was endet und was als Nächstes geprüft wird; dazu notieren, welche Hypothesen falsch waren.",
        "Über die Zeit danach entscheiden, mit der Liste der Hypothesen, die hielten, und derer, die es nicht taten.",
    ),
    "assume.blank": ("Zu „{label}“ sagt der Brief nichts. {effect}", "Offen im Brief: {label}. {effect}"),
    "ask.blank": ("Was soll unter „{label}“ stehen?", "Bitte „{label}“ ausfüllen oder sagen, dass es offen bleibt."),
    "assume.channels": (
        "Die Wahl der Kanäle folgt aus Zielgruppe und Budget; der Kunde weiß womöglich besser, wo diese Menschen lesen.",
    ),
    "ask.channels": ("Wo haben die letzten fünf Kunden zum ersten Mal von {name} gehört?",),
    "assume.pairs": ("Dass die Stärken auf die Klagen antworten, wie wir sie gepaart haben, ist unsere Lesart.",),
    "ask.pairs": ("Welche der Stärken nennen Käufer, ohne gefragt zu werden?",),
    "assume.unproven": ("Als unbelegt behandelt: {claims}.",),
    "ask.unproven": ("Gibt es etwas, das sie belegt: eine Aufzeichnung, einen Kunden, ein Zertifikat?",),
    "assume.weeks": ("Der Brief nennt keine Dauer; der Plan rechnet mit {weeks} Wochen.",),
    "ask.weeks": ("Wie viele Wochen darf die Arbeit dauern?",),
    "effect.default": (
        "Der Plan kommt ohne aus und erfindet nichts an seiner Stelle.",
        "Der Plan lässt es offen; wo es zählt, sagt der Text das.",
    ),
    "summary.1": (
        "{name} hat einen Engpass, {kind}, und dieser Plan arbeitet {weeks} Wochen lang daran und an nichts anderem.",
        "{weeks} Wochen lang gilt alle Mühe einem Punkt, {kind}, denn dort stockt das Wachstum.",
        "Dieser Plan ist mit Absicht schmal: ein Engpass ({kind}), eine Zielgruppe, ein Versprechen, {weeks} Wochen.",
    ),
    "summary.2": (
        "Das Versprechen: {promise}",
        "Der Zielgruppe wird versprochen: {promise}",
        "In der Mitte steht ein Versprechen: {promise}",
    ),
    "summary.3": (
        "Getragen wird es von {count} Säulen und diesen Kanälen: {channels}. Beurteilt wird es hieran: {kpi}.",
        "{count} Säulen und diese Kanäle tragen es: {channels}. Der Maßstab: {kpi}.",
    ),
    "segment.fits": (
        "Beginnt hier: {pain}. Gewonnen wird so: {outcome}",
        "Erreicht über: {pain}. Überzeugt durch: {outcome}",
        "Einstieg: {pain}. Ausweg: {outcome}",
    ),
    "lesson.used": ("Aus früherer Arbeit: {lesson}", "Schon gelernt: {lesson}"),
}
