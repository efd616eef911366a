"""German sentences of channels and limits (layers six and seven)."""

TEXTS: dict[str, tuple[str, ...]] = {
    "channel.why.LinkedIn": (
        "LinkedIn, weil sich diese Gruppe dort nach Aufgabe und Betrieb erreichen lässt: {audience}",
        "Auf LinkedIn werden Menschen in ihrem Beruf angesprochen, und die Entscheidung für {name} gehört zum Beruf.",
        "LinkedIn: Wer darüber im Beruf entscheidet, ist dort zu finden, und {name} kann öffentlich gefragt werden.",
    ),
    "channel.why.Instagram": (
        "Instagram, weil sich das Angebot zeigen lässt und die Zielgruppe dort zwischen zwei Dingen des Tages hinsieht.",
        "Instagram trägt Bilder und kurze Erklärungen; beides passt hierzu: {offer}",
        "Instagram, wo {name} in Bildern zeigen kann, was sich nur lang erklären lässt.",
    ),
    "channel.why.Facebook": (
        "Facebook, weil man sich dort gegenseitig nach Empfehlungen fragt, auch in diesem Gebiet: {geography}",
        "Facebook erreicht örtliche Gruppen und Leser, die der erste Kanal verfehlt.",
        "Facebook, weil Mundpropaganda auch hier aufgeschrieben wird, Gebiet: {geography}",
    ),
    "channel.why.X": (
        "X als günstiger Ort, um einen Gedanken in zwei Sätzen zu prüfen, bevor er ein längerer Text wird.",
        "X dient als zweite Stimme: kurz, schnell geprüft, gelesen von Leuten, die selbst schreiben.",
    ),
    "channel.why.Website": (
        "Die Website, weil jeder Text dort endet und nichts verkauft wird, bevor jemand eine Seite gelesen hat.",
        "Die Website ist der eine Ort, der {name} gehört; alle anderen Kanäle führen nur hin.",
        "Alle Wege dieses Plans enden auf der Website, denn dort bestimmt {name} allein, was in welcher Reihenfolge gesagt wird.",
    ),
    "channel.why.Newsletter": (
        "Der Newsletter, weil die meisten später entscheiden, als sie zum ersten Mal von {name} hören.",
        "Der Newsletter hält die Interessierten, die noch nicht so weit sind, ohne Kosten je Leser.",
        "Ein Newsletter, damit das Interesse an {name} zwischen dem ersten Besuch und der Entscheidung nicht verblasst.",
    ),
    "channel.why.Search ads": (
        "Suchanzeigen, weil das Problem heute hat, wer die Frage heute eintippt.",
        "Die Suche, für den Moment, in dem jemand genau danach fragt.",
        "Suchanzeigen, weil niemand näher an {name} ist als ein Mensch, der danach sucht.",
    ),
    "channel.kpi": (
        "{unit} über {channel}",
        "{unit}, Herkunft: {channel}",
        "{unit} aus dem Kanal {channel}",
    ),
    "channel.target": ("mehr als in den 14 Tagen davor", "über dem Wert der vorigen 14 Tage"),
    "channel.unit": ("Ergebnisse", "Rückmeldungen"),
    "kill.post": (
        "{channel} endet, wenn zwei Prüfungen nacheinander weniger {unit} bringen als der andere Kanal mit Beiträgen und auch die Kommentare nicht mehr werden.",
        "{channel} endet, wenn nach sechs Wochen keine {unit} von dort kamen, von anderen Kanälen aber schon; die Stunden gehen an den stärksten.",
        "Schließen, wenn der Kanal zwei Prüfungen lang seinen Anteil am Budget nahm und keine {unit} auf ihn zurückgehen.",
        "{channel} aufgeben, sobald gelesen wird und nichts folgt: weder {unit} noch Fragen zum Angebot, bei zwei Prüfungen in Folge.",
        "Was {channel} zeigen muss: {unit}. Ist davon zur Halbzeit nichts zu sehen, gehen die Termine an den anderen Kanal mit Beiträgen.",
        "{channel} bleibt nur, solange sich dort etwas nachweisen lässt ({unit}); zwei Prüfungen ohne Nachweis genügen für das Ende.",
    ),
    "kill.website": (
        "Nicht die Seite endet, sondern ihre Fassung: Bringen zwei Prüfungen nacheinander bei gleich vielen Besuchern nicht mehr {unit}, wird sie aus den Zweifeln der Ebene 3 neu geschrieben.",
        "Die Seite wird ersetzt, wenn Besucher kommen und zwei Prüfungen lang keine {unit} folgen; die Kanäle, die hinführen, pausieren so lange.",
        "Die Seite bleibt, ihr Wortlaut nicht: Kommen Leser und bis zur zweiten Prüfung keine {unit}, wird der Anfang der Seite neu geschrieben.",
        "Bringt die Seite bei gleich vielen Aufrufen weniger als vorher ({unit}), kehrt die ältere Fassung zurück, bis eine neue fertig ist.",
    ),
    "kill.newsletter": (
        "Ende nach drei Ausgaben nacheinander mit mehr Abmeldungen als Anmeldungen, oder wenn bis zur letzten Prüfung keine {unit} daraus kamen.",
        "Ende, wenn drei Ausgaben weder Antworten noch {unit} bringen; die Liste bekommt dann eine letzte Mail, die das sagt.",
        "Briefe enden, wenn niemand mehr antwortet: Drei ohne Echo und ohne {unit} sind die Grenze, und die Leser erfahren es.",
        "Schrumpft die Liste von {name} von Ausgabe zu Ausgabe und folgt nichts daraus ({unit}), wird der Brief aufgegeben; seine Stunden gehen an die Seite.",
    ),
    "kill.paid": (
        "Innerhalb eines Tages anhalten, wenn ein Ergebnis eine Woche lang mehr kostet als die Grenze des Kunden: {limit}.",
        "Abschalten, wenn eine Woche über dieser Linie endet: {limit}. Weiter geht es mit neuem Text oder gar nicht.",
        "Zuerst endet das Geld: Hat eine Woche je Ergebnis mehr gekostet, als der Brief erlaubt, {limit}, kommt die Anzeige herunter.",
        "Keine Woche über der Linie, die {name} gezogen hat, {limit}; eine Anzeige, die sie überschreitet, wird neu geschrieben, bevor sie wieder läuft.",
    ),
    "kill.paid.open": (
        "Anhalten, wenn eine volle Woche je Ergebnis mehr kostet als die davor und der Text schon einmal geändert wurde.",
        "Abschalten, wenn zwei Wochen nacheinander teurere Ergebnisse bringen; das Budget geht an den Kanal mit den günstigsten.",
        "Ohne Grenze im Brief gilt die Vorwoche: Wird es zweimal hintereinander teurer ({unit}), pausiert die Anzeige.",
    ),
    "tactic.post": (
        "{count} Beiträge pro Woche, jeder auf einer Säule und einem Beleg gebaut.",
        "{count} Beiträge pro Woche: eine Szene, eine Tatsache, ein nächster Schritt, im Wechsel.",
        "{count} Beiträge pro Woche, geschrieben aus dem Botschaftshaus und nie aus der Nachricht des Tages.",
        "{count} Beiträge pro Woche; für jeden steht vorher fest, welcher Säule er dient und auf welcher Tatsache des Briefs er ruht.",
    ),
    "tactic.discuss": (
        "Auf jeden ernsten Kommentar innerhalb eines Arbeitstags antworten, mit Namen.",
        "Kommentare innerhalb eines Arbeitstags beantworten; eine Frage, die zweimal kommt, wird ein Beitrag.",
        "Wer {name} unter einem Beitrag etwas fragt, wartet höchstens einen Arbeitstag, und die Antwort ist unterschrieben.",
        "Ein Kommentar ist der Anfang eines Gesprächs: {name} antwortet spätestens am nächsten Arbeitstag, und zwar als Person.",
    ),
    "tactic.people": (
        "Die Leute sprechen lassen, die die Arbeit tun: Name, Aufgabe, eine Beobachtung.",
        "Einmal in der Woche erzählt jemand aus dem Betrieb von einem wirklichen Tag.",
        "Die Hände hinter dem Angebot zeigen: jemand von {name}, eine Aufgabe, und was dabei aufgefallen ist.",
        "{name} bekommt Gesichter: Jede Woche erzählt ein anderer, woran gerade gearbeitet wird.",
    ),
    "tactic.paid": (
        "Nur die Beiträge bewerben, die ohne Geld Antworten brachten.",
        "Den bezahlten Teil hinter die zwei stärksten Beiträge der Vorwoche stellen.",
        "Geld folgt der Aufmerksamkeit: Beiträge mit den meisten Fragen werden mehr Menschen der Zielgruppe gezeigt.",
    ),
    "tactic.page": (
        "Eine Seite allein für dieses Angebot: Lage, Unterschied, Beleg, Preis oder Weg dorthin, nächster Schritt.",
        "Eine Seite in der Reihenfolge der Erzählung, mit genau einem nächsten Schritt am Ende.",
        "Eine Seite von {name}, die eine Sache verkauft und der Reihe nach sagt, was schiefgeht, was dagegen getan wird, was es belegt und was zu tun ist.",
        "Das Angebot bekommt eine eigene Seite; sie folgt dem Weg von {name}: Lage, Arbeit, Beleg, Bedingungen, nächster Schritt.",
    ),
    "tactic.doubt": (
        "Den ersten Einwand der Ebene 3 samt Antwort über das Formular setzen.",
        "Die ersten zwei Einwände der Ebene 3 dort beantworten, wo entschieden wird.",
        "Das Formular folgt auf die Antwort zum wichtigsten Zweifel der Ebene 3 und steht nie davor.",
        "Bevor {name} um Angaben bittet, beantwortet die Seite den Zweifel, der in Ebene 3 oben steht.",
    ),
    "tactic.letter": (
        "Alle zwei Wochen ein Brief: eine Beobachtung, ein Beleg, eine Einladung.",
        "In jeder zweiten Woche an die schreiben, die mehr hören wollten; ein Gedanke, ein Link.",
        "In jeder zweiten Woche ein kurzer Brief an alle, die sich bei {name} eingetragen haben: etwas gesehen, etwas belegt, etwas zu tun.",
        "Wer {name} seine Adresse gab, bekommt alle vierzehn Tage Post: ein Gedanke aus der Arbeit, ein Beleg, ein Weg zum Angebot.",
    ),
    "tactic.after": (
        "Eine Mail an jeden neuen Kunden nach den ersten Wochen: Was ging gut, was nicht, dürfen wir das zitieren?",
        "Jeden neuen Kunden um einen Satz bitten, der mit Namen erscheinen darf.",
        "Einige Wochen nach dem Kauf schreibt {name} jedem neuen Kunden und fragt, was gut war, was fehlte und ob das zitiert werden darf.",
    ),
    "tactic.search": (
        "Auf die Wörter des Problems bieten und nicht auf Namen von Wettbewerbern; Gebiet: {geography}.",
        "Wenige Begriffe aus den Klagen der Ebene 5, begrenzt auf dieses Gebiet: {geography}.",
        "Nur Begriffe kaufen, mit denen man das Problem dort selbst beschreibt ({geography}); Namen anderer Firmen bleiben draußen.",
    ),
    "budget.known": (
        "Das Budget für Medien nennt der Kunde selbst: {budget}. Die Anteile unten sind geplant und werden bei jeder Prüfung verschoben.",
        "Ausgegeben werden darf laut Brief: {budget}. Die Aufteilung ist hier geplant und wird durch die Zahlen berichtigt.",
        "{name} hat für Medien vorgesehen: {budget}. Die Aufteilung unten ist ein Plan, und jede Prüfung darf sie verschieben.",
    ),
    "budget.unknown": (
        "Der Brief nennt kein Budget. Die Anteile unten sind für jede Summe geplant, die vereinbart wird; ohne sie stehen sie für Arbeitsstunden.",
        "Ein Budget ist nicht genannt; die geplanten Anteile teilen Stunden auf, bis eine Summe vereinbart ist.",
    ),
    "tone.given": (
        "So spricht der Kunde: {voice}",
        "In jedem Text eingehalten: {voice}",
        "{voice} Das ist eine Regel und keine Stimmung.",
    ),
    "tone.address.Sie": ("Anrede in deutschen Texten: „Sie“.",),
    "tone.address.du": ("Anrede in deutschen Texten: „du“.",),
    "tone.languages": (
        "Sprachen, die erste entscheidet: {languages}",
        "Geschrieben wird in der ersten dieser Sprachen: {languages}",
    ),
    "tone.risk": ("Wie kühn Texte sein dürfen: {risk}", "Die Grenze der Kühnheit, vom Kunden gesetzt: {risk}"),
    "tone.none": (
        "Eine Tonlage ist nicht angegeben. Texte sind schlicht und höflich, ohne Ausrufezeichen, bis der Kunde ein erstes Muster berichtigt.",
    ),
    "claim.rule": (
        "Eine Aussage wird mit ihrem Beleg verwendet, in seinem Wortlaut, mit seinem Datum; gekürzt oder gerundet ist sie eine neue Aussage und braucht einen neuen Beleg.",
        "Behauptet wird nur, was in der Liste belegter Aussagen steht. Eine Zahl behält in jedem Text ihre Quelle und ihr Datum.",
        "Jede Aussage von {name} reist mit ihrem Beleg. Wer die eine kürzt, muss den anderen neu prüfen.",
        "Texte sagen, was in der Liste der belegten Aussagen steht, und nichts darüber hinaus; Quelle und Datum bleiben dabei, auch in einer Überschrift.",
    ),
    "compliance.none": (
        "Der Brief nennt keine Regeln. Das Werberecht gilt ohnehin; nach Regeln der Branche wird der Kunde vor dem ersten Text gefragt.",
    ),
}
