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
        "Beifall freut und beweist nichts: Weder Reichweite noch Abonnenten gelten {name} als Erfolg.",
    ),
    "lead.visits": (
        "Wöchentlich: Besuche der Angebotsseite aus geplanten Texten, nach Kanal und Säule.",
        "Jede Woche: wie viele Leser aus einem Beitrag oder Brief auf die Angebotsseite gehen.",
        "Woche für Woche: wer aus einem Text dieses Plans zum Angebot von {name} kommt, nach Säulen getrennt.",
    ),
    "lead.replies": (
        "Wöchentlich: Kommentare und Nachrichten, die nach dem Angebot fragen.",
        "Jede Woche: Fragen aus der Zielgruppe. Gemeint ist: {audience}",
        "Woche für Woche: Nachrichten und Kommentare, in denen jemand mehr von {name} wissen will.",
    ),
    "lead.doubts": (
        "Wöchentlich: welcher Einwand der Ebene 3 vorkommt, und wie oft.",
        "Jede Woche: die geäußerten Zweifel, gezählt nach der Liste der Ebene 3.",
        "Woche für Woche: welche Sorge Leser von {name} äußern, verglichen mit der Rangfolge der Ebene 3.",
    ),
    "lead.proof": (
        "Monatlich: neue Belege, die verwendet werden dürfen.",
        "Jeden Monat: wie viele Kunden einem Zitat zugestimmt haben.",
        "Monat für Monat: Kunden von {name}, die sich mit Namen nennen lassen.",
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
        "{name} und die Strategie sehen die Zahlen in jeder zweiten Woche zusammen an. Was daraus folgt, steht in einem Satz mit Datum.",
        "Über Zahlen urteilt niemand allein: In jeder zweiten Woche liest sie {name} gemeinsam mit uns, danach ändert sich eine Sache, und der Grund wird notiert.",
    ),
    "rule.pillar": (
        "Wenn eine Säule ihre Stoppregel erfüllt, dann geht ihr Platz für vier Wochen an die stärkste; danach wird eine neue Hypothese geschrieben.",
        "Wenn eine Säule bei zwei Prüfungen nacheinander zurückliegt, dann wird sie ersetzt und der Grund notiert, damit sie niemand aus Versehen wiederholt.",
        "Wenn die Stoppregel einer Säule greift, dann enden ihre Beiträge mit der laufenden Woche, und die freien Tage gehen an eine neue Hypothese aus dem Brief von {name}.",
        "Wenn eine Säule wiederholt schwächer ist als die übrigen, gemessen an: {unit}, dann wird sie nicht ein drittes Mal ausgebessert, sondern aufgegeben.",
    ),
    "rule.channel": (
        "Wenn ein Kanal sein Abbruchkriterium erfüllt, dann endet er in derselben Woche, und sein Budget geht an den Kanal mit den meisten {unit} je Arbeitsstunde.",
        "Wenn das Abbruchkriterium erfüllt ist, dann bittet niemand um eine weitere Woche: Der Kanal endet, sein Anteil geht dorthin, woher {unit} kommen.",
        "Wenn die Zahlen eines Kanals unter sein Kriterium fallen, dann wird dafür kein Text mehr geschrieben; Stunden und Geld gehen dorthin, wo gezählt wurde: {unit}.",
        "Wenn ein Kanal enden muss, dann ganz. Was er gekostet hat, bekommt zuerst der Ort, über den {name} am häufigsten gefunden wurde.",
    ),
    "rule.behind": (
        "Wenn das erste Ziel zur Halbzeit außer Reichweite ist, {kpi}, dann wird die Botschaft geändert und nicht das Budget.",
        "Wenn die Mitte vorüber und das Ziel klar verfehlt ist, {kpi}, dann wird das Versprechen gegen das zweite im Botschaftshaus geprüft, bevor mehr Geld fließt.",
        "Wenn die Halbzeit naht und {kpi} unwahrscheinlich wird, dann prüfen wir Angebot, Zielgruppe und Text in dieser Reihenfolge und erst danach die Summen.",
        "Wenn {kpi} zur Mitte nicht mehr zu schaffen ist, dann hört es der Kunde in derselben Woche, zusammen mit der einen Änderung, die wir vorschlagen.",
    ),
    "rule.ahead": (
        "Wenn das Ziel früh erreicht ist, dann steigt das Budget nicht sofort: Zwei Wochen müssen es bestätigen.",
        "Wenn Ergebnisse früher kommen als geplant, dann bleibt der Plan zwei Wochen, wie er ist, um zu sehen, ob sie halten.",
        "Wenn es schneller geht als geplant, dann fragen wir zuerst, woher es kam, bevor jemand mehr ausgibt.",
        "Wenn ein Ziel von {name} früh fällt, dann entscheidet die nächste Prüfung über mehr Geld und nicht die Freude des Tages.",
    ),
    "rule.claim": (
        "Wenn ein Leser eine Aussage öffentlich anzweifelt, dann wird am selben Tag der Beleg gezeigt oder die Aussage zurückgezogen.",
        "Wenn sich eine Aussage auf Nachfrage nicht belegen lässt, dann verschwindet sie an diesem Tag aus allen Texten.",
        "Wenn eine Zahl oder Zusage von {name} in Frage gestellt wird, dann nennt die Antwort die Quelle; ohne Quelle wird der Satz zurückgenommen.",
        "Wenn ein Beleg wegfällt, etwa weil jemand seine Erlaubnis zurückzieht, dann werden die Texte geändert, die sich darauf stützen, bevor der nächste erscheint.",
    ),
    "pillar.name": ("Was heute schiefgeht", "Wie es hier läuft", "Wer es bestätigen kann", "Wie es danach aussieht"),
    "pillar.0": (
        "Wenn wir so erzählen, wie es wirklich ist, {pain}, dann erkennt die Zielgruppe ihren eigenen Tag und liest weiter, weil es sonst niemand ausspricht.",
        "Wenn Texte so beginnen, {pain}, dann antworten Menschen, die damit leben, weil sie beschrieben und nicht beworben werden.",
        "Wenn das zuerst zu lesen ist, {pain}, dann bleiben die Betroffenen stehen, weil es ihre eigene Klage in ihren eigenen Worten ist.",
        "Wenn wir den Ärger nennen, ohne ihn zu mildern, {pain}, dann finden sich die Richtigen von selbst, weil nur sie ihn kennen.",
    ),
    "pillar.1": (
        "Wenn wir zeigen, wie gearbeitet wird, {difference}, dann wird aus Interesse eine Frage, weil sich ein Ablauf prüfen lässt.",
        "Wenn Texte das erklären, {difference}, dann geht der Vergleich zugunsten von {name} aus, weil es eine Tatsache ist und kein Eigenschaftswort.",
        "Wenn die Texte immer wieder auf eine Arbeitsweise zurückkommen, {difference}, dann bleibt {name} damit im Kopf, weil sich eine Gewohnheit leichter merkt als ein Slogan.",
        "Wenn jeder sehen kann, wie {name} arbeitet, {difference}, dann ist der Preis nicht mehr das Einzige zum Vergleichen, weil die Angebote sichtbar verschieden sind.",
    ),
    "pillar.2": (
        "Wenn Belege sprechen, {proof}, dann wird aus Zweifel ein Gespräch, weil sich die Quelle nachschlagen lässt.",
        "Wenn jede Woche ein Text auf einem solchen Beleg ruht, {proof}, dann melden sich die Abwartenden, weil sie nichts auf Glauben annehmen müssen.",
        "Wenn das Nachweisbare vor dem Versprechen steht, {proof}, dann bleiben auch Skeptische, weil sie prüfen dürfen und nicht glauben sollen.",
        "Wenn ein Text mit dem beginnt, was festgehalten ist, {proof}, dann wird er weitergegeben, weil man für ihn einstehen kann.",
    ),
    "pillar.2.none": (
        "Wenn wir sammeln und veröffentlichen, was Kunden unter ihrem Namen sagen, dann wird aus Zweifel ein Gespräch, weil man seinesgleichen eher glaubt als einem Anbieter.",
    ),
    "pillar.3": (
        "Wenn wir den Zustand danach beschreiben, {outcome}, dann fragen auch die nach dem Weg, die nicht mehr damit rechnen, weil das Bild greifbar ist.",
        "Wenn Texte einen Tag zeigen, an dem das stimmt, {outcome}, dann will man wissen, was es dafür braucht, weil es der eigene Wunsch ist.",
        "Wenn der Wunsch ernst genommen und genau beschrieben wird, {outcome}, dann fragen Leser nach den Bedingungen, weil sie das Ziel gesehen haben.",
        "Wenn jeder Text dort endet, wo Leser hinwollen, {outcome}, dann wirkt der nächste Schritt klein, weil sein Sinn klar ist.",
    ),
    "pillar.metric": (
        "{unit} und Fragen aus Beiträgen dieser Säule, alle zwei Wochen",
        "Klicks auf die Angebotsseite je Beitrag dieser Säule, und die {unit}, die folgen",
        "Anteil dieser Säule an allen {unit}, gelesen bei jeder Prüfung",
        "Wie oft ein Beitrag dieser Säule als Anlass genannt wird ({unit}), gezählt in jeder zweiten Woche",
        "Fragen, die Beiträge dieser Säule auslösen, und wie viele davon weiterführen: {unit}",
    ),
    "pillar.stop": (
        "Ende nach vier Wochen, wenn ihre Beiträge seltener zum Angebot von {name} führen als die der mittleren Säule.",
        "Ende, wenn sie bei zwei Prüfungen nacheinander an letzter Stelle steht, gemessen an: {unit}.",
        "Haben sechs ihrer Beiträge {name} keine Frage und keinen Besuch der Angebotsseite gebracht, endet sie.",
        "Sie hatte ihre Gelegenheit, wenn bis zur zweiten Prüfung jede andere Säule etwas gebracht hat ({unit}) und sie nicht.",
        "Aufgeben, wenn einen Monat lang niemand aus der Zielgruppe auf ihre Texte antwortet und nichts auf sie zurückgeht: {unit}.",
        "Sie endet, wo Leser sie beenden: bei einem Monat mit gelesenen Beiträgen ohne Folge für das, was zählt, {unit}.",
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
        "Wir gehen das Risiko mit offenen Augen ein. Als Hindernis nennt der Brief {bottleneck}, und ein Irrtum zeigt sich, bevor der größte Teil des Geldes ausgegeben ist.",
    ),
    "against.answer.assumed": (
        "Wir behandeln es als Versuch. Die ersten zwei Wochen kosten wenig und zeigen, ob die Annahme trägt.",
    ),
    "against.change": (
        "Was uns umstimmen würde: Zur Halbzeit kommen Besucher und lesen, und die {unit} bleiben trotzdem aus. Dann liegt der Engpass woanders, und Ebene 1 wird neu geschrieben.",
        "Wir gäben ihn auf, wenn die Gespräche der ersten zwei Wochen mehr als einmal einen anderen Grund nennen, in den Worten der Leute.",
        "Ein anderer Engpass würde den Plan ändern: Wird gelesen, gefragt und verstanden und fehlt zur Halbzeit dennoch, worauf es ankommt ({unit}), öffnen wir die erste Ebene wieder.",
    ),
    "phase.prepare": ("Vorbereiten", "Grundlagen"),
    "phase.test": ("Prüfen", "Ausprobieren"),
    "phase.carry": ("Fortsetzen, was wirkt", "Verstärken"),
    "phase.close": ("Abschließen und entscheiden", "Bilanz"),
    "phase.prepare.goal": (
        "Alles, was ein Text braucht, liegt bereit: Seite, Belege, Ausgangswerte.",
        "Nichts erscheint, bevor Belege, Seite und Ausgangswerte da sind.",
        "Seite, Belege und erste Messwerte stehen, bevor {name} eine Zeile veröffentlicht.",
    ),
    "phase.test.goal": (
        "Jede Säule lief auf jedem Kanal mit Beiträgen, und die erste Prüfung hat etwas entschieden.",
        "Alle Säulen waren an der Reihe; die schwachen sind benannt.",
        "Alle Säulen hatten einen fairen Versuch, und {name} weiß, welche mehr verdienen.",
    ),
    "phase.carry.goal": (
        "Budget und Stunden liegen bei den zwei stärksten Säulen.",
        "Was sich bewährt hat, bekommt mehr von beidem: Zeit und Geld.",
        "Texte mit Antworten wurden ausgebaut, die übrigen eingestellt.",
    ),
    "phase.close.goal": (
        "Ziele und Ergebnisse stehen nebeneinander, der nächste Schritt ist vereinbart.",
        "Die Ergebnisse liegen auf dem Tisch, und es ist entschieden, was weitergeht.",
        "{name} sieht, was erreicht wurde, und hat entschieden, was danach kommt.",
    ),
    "task.proof": (
        "Jeden Beleg mit seinem Eigentümer prüfen und die Erlaubnis zur Veröffentlichung holen.",
        "Die Liste der Belege mit dem Kunden durchgehen: was gezeigt werden darf, in welchen Worten, mit welchem Datum.",
        "Jeden Nachweis von {name} noch einmal lesen, datieren und mit den Betroffenen klären.",
    ),
    "task.calls": (
        "Fünf kurze Gespräche mit neuen Kunden darüber, wie sie entschieden haben.",
        "Mit fünf neuen Kunden sprechen: was sie fast abgehalten hätte und was den Ausschlag gab.",
        "Fünf Menschen fragen, die zuletzt bei {name} gekauft haben: was sie verglichen, befürchtet und geschätzt haben.",
    ),
    "task.baseline": (
        "Den heutigen Wert jedes Ziels notieren: {kpis}.",
        "Ausgangswerte festhalten, bevor der erste Beitrag erscheint: {kpis}.",
        "Vor der ersten Veröffentlichung den heutigen Stand hinter jedem Ziel festhalten: {kpis}.",
    ),
    "task.baseline.none": ("Ausgangswerte messen, damit sich ein Ziel vereinbaren lässt.",),
    "task.page": (
        "Die Angebotsseite bauen und zwei Menschen aus der Zielgruppe laut vorlesen lassen.",
        "Die Angebotsseite schreiben und einmal kürzen.",
        "Die Seite aufsetzen, zu der alle Texte führen; jemand außerhalb von {name} probiert sie am Telefon.",
    ),
    "task.posts": (
        "Nach Kalender veröffentlichen, Zeitzone {zone}; die Säulen wechseln sich ab.",
        "Beiträge nach Kalender, Zeiten in {zone}, keine Säule zweimal nacheinander.",
        "Beiträge zu den Stunden des Kalenders ({zone}); die Säulen wechseln sich ab.",
    ),
    "task.review": (
        "Erste Prüfung mit schriftlicher Entscheidung.",
        "Die erste Prüfung abhalten und eine Sache ändern.",
        "Zum ersten Mal gemeinsam in die Zahlen sehen; eine Änderung, mit Notiz.",
    ),
    "task.ads": (
        "Den bezahlten Teil mit den Beiträgen beginnen, die schon Antworten brachten.",
        "Geld hinter das stellen, was ohne Geld wirkte.",
        "Erst jetzt fließt Geld in Anzeigen, und nur hinter Texte, auf die Leser von {name} geantwortet haben.",
    ),
    "task.reuse": (
        "Aus den stärksten Beiträgen einen Brief und einen Abschnitt der Seite machen.",
        "Die besten Texte wiederverwenden: Brief, Seite, Gespräch.",
        "Die besten Beiträge von {name} weiterleben lassen: im Brief, auf der Seite, im Verkaufsgespräch.",
    ),
    "task.report": (
        "Bericht mit Zielen neben Ergebnissen, verfehlte zuerst.",
        "Den Bericht schreiben; Verfehltes steht auf der ersten Seite.",
        "Ergebnisse neben die Ziele von {name} legen; die Seite beginnt mit dem, was fehlt.",
    ),
    "task.next": (
        "Vereinbaren, was weiterläuft, was endet und was als Nächstes geprüft wird; dazu notieren, welche Hypothesen falsch waren.",
        "Über die Zeit danach entscheiden, mit der Liste der Hypothesen, die hielten, und derer, die es nicht taten.",
        "Mit {name} festlegen, was bleibt, was endet und was als Nächstes kommt; gescheiterte Hypothesen werden benannt.",
    ),
    "assume.blank": ("Zu „{label}“ sagt der Brief nichts. {effect}", "Offen im Brief: {label}. {effect}"),
    "ask.blank": ("Was soll unter „{label}“ stehen?", "Bitte „{label}“ ausfüllen oder sagen, dass es offen bleibt."),
    "assume.channels": (
        "Die Wahl der Kanäle folgt aus Zielgruppe und Budget; der Kunde weiß womöglich besser, wo diese Menschen lesen.",
        "Welche Kanäle passen, ist aus Zielgruppe und Budget geschlossen. {name} weiß von den eigenen Kunden vielleicht, dass sie anderswo lesen.",
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
        "Beurteilt wird der Plan hieran: {kpi}. Dafür sorgen {count} Säulen auf {channels}.",
    ),
    "segment.fits": (
        "Beginnt hier: {pain}. Gewonnen wird so: {outcome}",
        "Erreicht über: {pain}. Überzeugt durch: {outcome}",
        "Einstieg: {pain}. Ausweg: {outcome}",
    ),
    "lesson.used": ("Aus früherer Arbeit: {lesson}", "Schon gelernt: {lesson}"),
}
