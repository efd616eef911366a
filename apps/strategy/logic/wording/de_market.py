"""German sentences of business and market (layers one and two)."""

TEXTS: dict[str, tuple[str, ...]] = {
    "bm.intro": (
        "Das Geschäft: {industry}. Der Markt: {geography}.",
        "{name} verdient sein Geld in einem Feld: {industry}. Verkauft wird hier: {geography}.",
        "Feld: {industry}. Markt: {geography}. Alles Weitere ist für diese beiden geschrieben und für nichts darüber hinaus.",
    ),
    "bm.offer": (
        "Verkauft wird, in den Worten des Kunden: {offer}",
        "Das Angebot, um das es geht, lautet: {offer}",
        "Der Brief beschreibt das Angebot so: {offer}",
    ),
    "bm.money": (
        "Der Umsatz steht auf {count} Beinen, in dieser Reihenfolge: {streams}.",
        "Woher der Umsatz kommt, laut Brief: {streams}.",
        "Das meiste Geld bringt die erste dieser Linien: {streams}.",
    ),
    "bm.goal": (
        "Für diesen Auftrag zählt eines: {objective}.",
        "Was am Ende anders sein soll: {objective}.",
        "Das Ziel, das zwischen zwei guten Ideen entscheidet: {objective}.",
    ),
    "stream.first": (
        "{stream}. Für diese Linie wird geworben; eine Maßnahme, die nicht hierher führt, braucht einen Grund.",
        "{stream}. Zuerst genannt und zuerst bedient: Inhalte und Budget zielen hierauf.",
        "{stream}. Das Angebot gehört zu dieser Linie, deshalb arbeitet der Plan zuerst für sie.",
    ),
    "stream.other": (
        "{stream}. Folgt aus der ersten Linie und bekommt kein eigenes Budget.",
        "{stream}. Wird erwähnt, wo es bei der Entscheidung hilft, aber nicht eigens beworben.",
        "{stream}. Bleibt als zweiter Verkauf im Blick und wird gemessen, nicht gedrängt.",
    ),
    "stream.none": (
        "Nicht angegeben. Der Plan nimmt an, dass das Hauptangebot den größten Teil des Umsatzes bringt.",
        "Der Brief lässt das offen; bis zur Antwort gilt das Hauptangebot als einzige Linie.",
    ),
    "unit.facts": (
        "Die Zahlen des Kunden: {facts}.",
        "Was ein Kunde wert ist, laut Brief: {facts}.",
        "Diese Angaben stammen vom Kunden und werden hier nicht gerundet: {facts}.",
    ),
    "unit.reading": (
        "Sie setzen die Obergrenze dafür, was ein gewonnener Kunde kosten darf; Reichweite ohne Aufträge ändert daran nichts.",
        "Ein Kanal verdient seinen Platz an diesen Zahlen und nicht an der Zahl seiner Aufrufe.",
        "Zusammen sagen sie, wie viel Geduld der Plan haben darf: Auch wer spät kauft, lohnt sich noch.",
    ),
    "unit.none": (
        "Nicht angegeben. Bis die Zahlen bekannt sind, werden die Kosten je Ergebnis vom ersten Tag an erfasst und nur zwischen den Kanälen verglichen.",
        "Der Brief nennt hier keine Zahlen. Der Plan vergleicht deshalb Kanäle untereinander und lässt den Ertrag je Kunde offen.",
    ),
    "price.facts": (
        "Preis und Bedingungen laut Brief: {pricing}",
        "So rechnet der Kunde ab: {pricing}",
        "Zum Preis sagt der Brief: {pricing}",
    ),
    "price.open": (
        "Preise werden früh und ohne Entschuldigung genannt; wem sie nicht passen, der erspart sich und anderen ein Gespräch.",
        "Der Preis steht auf der Seite und in den Beiträgen, die um etwas bitten. Ihn zu verstecken, brächte die falschen Anfragen.",
        "Der Preis steht neben dem, was er beendet: {pain}. Allein wirkt eine Summe nur hoch oder niedrig.",
    ),
    "price.closed": (
        "Was nicht veröffentlicht werden darf, bleibt aus jedem Text heraus; beschrieben wird stattdessen der Weg zum Angebot.",
        "Wo ein Preis vertraulich ist, sagt der Text, wie ein Angebot zustande kommt und wie lange es dauert.",
    ),
    "price.neutral": (
        "Ob Preise genannt werden dürfen, sagt der Brief nicht; bis dahin stehen in Texten keine Beträge.",
        "Bis geklärt ist, ob Preise erscheinen dürfen, nennen Texte den Weg zum Preis und keine Summe.",
    ),
    "price.none": (
        "Nicht angegeben. Kein Text nennt einen Betrag; jeder Aufruf führt zum Gespräch oder auf die Website.",
        "Der Brief nennt keinen Preis, also erscheint keiner. Die erste Frage an den Kunden ist, ob einer gezeigt werden darf.",
    ),
    "growth.quote": (
        "Was das Wachstum bremst, aus Sicht des Kunden: {bottleneck}",
        "Gefragt nach dem einen Hindernis, sagt der Kunde: {bottleneck}",
        "Der Brief benennt die Bremse: {bottleneck}",
    ),
    "growth.Awareness": (
        "Wir lesen das als Frage der Bekanntheit. Das Angebot verliert keine Vergleiche, es kommt in ihnen nicht vor.",
        "Das ist Bekanntheit: Die richtigen Leute entscheiden nicht gegen {name}, sie entscheiden ohne.",
        "Es fehlt an Menschen, die den Namen kennen, wenn das Problem wehtut; damit ist Bekanntheit der Engpass.",
    ),
    "growth.Trust": (
        "Wir lesen das als Frage des Vertrauens. Das Angebot wird verstanden, aber man wartet, weil man schon enttäuscht wurde.",
        "Das ist Vertrauen: Mehr Reichweite brächte nur mehr Leute, die aus demselben Grund zögern.",
    ),
    "growth.Conversion": (
        "Wir lesen das als Frage des Abschlusses. Interesse ist da und geht auf den letzten Schritten verloren.",
        "Das ist der Abschluss: Viele kommen nah heran und drehen um. Der Plan bessert die letzten Schritte aus, bevor er mehr Besucher kauft.",
    ),
    "growth.Retention": (
        "Wir lesen das als Frage der Bindung. Neue Kunden kommen und gehen, und jeder muss von vorn gewonnen werden.",
        "Das ist Bindung: Der Plan beginnt bei denen, die schon gekauft haben, sonst füllt er ein Gefäß mit Loch.",
    ),
    "growth.Demand": (
        "Wir lesen das als Frage der Nachfrage. Zu wenige spüren das Problem derzeit stark genug, um nach einer Antwort zu suchen.",
        "Das ist Nachfrage: Erst muss der Bedarf spürbar werden, dann vergleicht jemand Angebote.",
    ),
    "growth.assumed": (
        "Der Brief nennt keinen Engpass. Wir beginnen mit Bekanntheit, weil sie sich am billigsten prüfen lässt, und sehen nach zwei Wochen nach.",
        "Ein Engpass ist nicht genannt. Die Annahme lautet Bekanntheit; die ersten zwei Wochen zeigen, ob sie trägt.",
    ),
    "market.mature": (
        "Reif: Es gibt Anbieter oder Gewohnheiten, und man ist mit ihnen unzufrieden. Der Brief zeigt es an Klagen wie dieser: {pain}",
        "Der Markt ist reif. Gefragt wird nicht, ob das Problem gelöst werden soll; geklagt wird, wie es heute gelöst ist: {pain}",
        "Ein reifer Markt: Was Käufer sagen, handelt von schlechten Lösungen und nicht von fehlenden. Ein Beispiel: {pain}",
        "Wer hier kauft, hat schon etwas versucht und sagt, was daran schlecht war. Im Brief von {name} klingt das so: {pain}",
    ),
    "market.young": (
        "Noch im Werden: Käufer beschreiben eine Lage und keinen gescheiterten Anbieter. Im Brief klingt das so: {pain}",
        "Im Kopf der Käufer ist der Markt jung. Es gibt ein Problem und noch keine feste Vorstellung, wer es löst: {pain}",
    ),
    "market.consequence.mature": (
        "Der Plan erklärt deshalb nicht die Gattung. Er zeigt, was hier anders gemacht wird, und lässt vergleichen.",
        "Daraus folgt der Vergleich als natürliche Form: vorher und hier, nebeneinander, mit den Fakten des Kunden.",
        "Für {name} heißt das: kein Unterricht über die Kategorie, sondern ein schlichter Bericht, was hier anders geht, damit man selbst urteilen kann.",
    ),
    "market.consequence.young": (
        "Der Plan erklärt deshalb zuerst das Problem und dann das Angebot; wer keinen Namen dafür hat, kann nicht danach suchen.",
        "Daraus folgt: Jeder Text beginnt bei der Lage und kommt erst beim Angebot an, wenn der Leser genickt hat.",
        "Für {name} heißt das Geduld: zuerst die Lage, dann ein Wort dafür, und erst danach das Angebot.",
    ),
    "market.check": (
        "Diese Lesart stützt sich allein auf die Klagen im Brief; fünf kurze Gespräche mit neuen Kunden in den ersten zwei Wochen bestätigen oder berichtigen sie.",
        "Marktzahlen haben wir nicht und verwenden wir nicht. Fünf Gespräche mit neuen Kunden prüfen diese Lesart.",
        "Der Brief enthält Klagen und keine Marktstudie. Bevor viel ausgegeben wird, fragen wir jüngste Kunden von {name}, ob sie es genauso sagen würden.",
    ),
    "white.matched": (
        "Der freie Raum liegt dort, wo eine Klage auf etwas trifft, das {name} wirklich tut. Käufer sagen: {pain}. Die Antwort: {difference}",
        "Eine Klage wird durch eine Tatsache beantwortet. Die Klage: {pain}. Die Tatsache: {difference}. Dieses Paar ist der Platz, den wir besetzen.",
        "Niemand muss angegriffen werden, um Platz zu finden. Man sagt: {pain}. Hier steht eine Antwort, die sich prüfen lässt: {difference}",
    ),
    "white.loose": (
        "Der Brief nennt eine Klage, {pain}, und eine Stärke: {difference}. Dass die zweite auf die erste antwortet, ist unsere Hypothese; Säule 1 prüft sie.",
        "Wir stellen die erste Klage neben die erste Stärke: {pain} und {difference}. Der Zusammenhang ist einleuchtend und nicht belegt; er wird zuerst geprüft.",
    ),
    "white.none": (
        "Der Brief nennt keinen Unterschied, den nicht auch ein Wettbewerber behaupten könnte. Bis dahin besetzt der Plan den Platz, indem er diese Klage klarer beantwortet als andere: {pain}",
    ),
    "white.more": (
        "Ein zweites Feld bleibt in Reserve: {difference}",
        "Für später aufgehoben, damit die erste Botschaft klar bleibt: {difference}",
    ),
    "not.bottleneck.Awareness": (
        "An der Website feilen, bevor genug der richtigen Leute sie sehen: Der Engpass ist Bekanntheit und nicht der Abschluss.",
        "Die wenigen, die schon da waren, noch einmal bewerben. Es fehlt an Bekanntheit, also geht das Geld zu Menschen, die {name} nicht kennen.",
    ),
    "not.bottleneck.Trust": (
        "Reichweite kaufen, bevor Belege bereitliegen: Jeder neue Besucher träfe auf denselben Zweifel.",
        "Lautere Versprechen. Wo Vertrauen fehlt, macht ein Versprechen ohne Beleg den Mangel größer.",
    ),
    "not.bottleneck.Conversion": (
        "Mehr Besucher kaufen, solange bekannte Zweifel unbeantwortet sind: Das erhöht die Rechnung und nicht die Aufträge.",
        "Rabatte als erste Antwort. Man zögert wegen eines Zweifels, und ein kleinerer Preis nimmt ihn nicht weg.",
    ),
    "not.bottleneck.Retention": (
        "Geld für Erstkäufe ausgeben, bevor der zweite leichter gemacht ist.",
        "Angebote nur für Neue: Sie sagen den Treuen, dass Treue ein Fehler war.",
    ),
    "not.bottleneck.Demand": (
        "{name} mit anderen vergleichen, solange der Bedarf nicht gespürt wird.",
        "Im ersten Text um den Auftrag bitten; der Bedarf kommt zuerst.",
    ),
    "not.audience": (
        "Zu allen sprechen. Geschrieben wird für diese Gruppe: {audience}. Andere dürfen mitlesen.",
        "Die Zielgruppe weiten, wenn eine Woche schwach ist. Der Plan gilt für: {audience}. Eine schwache Woche ist ein Anlass, die Botschaft zu prüfen.",
        "Für jeden schreiben, der zufällig zuhört: {name} bezahlt für Leser aus dieser Gruppe, {audience}, und an ihnen wird jeder Text gemessen.",
    ),
    "not.channels": (
        "Ein weiterer Kanal, bevor die geplanten ihre Prüfung hatten: Noch ein halb gepflegter Ort hilft niemandem.",
        "Kanäle eröffnen, weil andere dort sind. Jeder Kanal hier hat eine Aufgabe und eine Stoppregel; ein neuer braucht beides.",
        "Einen weiteren Ort für Beiträge eröffnen, solange {name} nicht gesehen hat, was die geplanten bringen.",
    ),
    "not.proof": (
        "Aussagen ohne Beleg wie diese: {claim}. Sie bleiben draußen, bis der Kunde zeigt, worauf sie beruhen.",
        "Das hier als Behauptung verwenden: {claim}. Im Brief belegt es bisher nichts.",
    ),
    "not.given": ("Aus dem Brief: {rule}", "Der Kunde schließt es aus: {rule}", "Tabu, in den Worten des Kunden: {rule}"),
    "not.excluded": ("Nicht Teil des Auftrags: {rule}.", "Außerhalb des vereinbarten Umfangs: {rule}."),
}
