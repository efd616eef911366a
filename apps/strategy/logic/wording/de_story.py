"""German sentences of audience, value and narrative (layers three to five)."""

TEXTS: dict[str, tuple[str, ...]] = {
    "aware.Awareness": (
        "Problembewusst: Man spürt, was nicht stimmt, und weiß nicht, dass es {name} gibt.",
        "Problembewusst. Der Ärger ist vertraut, der Name {name} nicht.",
    ),
    "aware.Trust": (
        "Angebotsbewusst und skeptisch: Man kennt solche Angebote und hat Gründe zu warten.",
        "Angebotsbewusst. Das Angebot ließe sich einer Kollegin erklären; was fehlt, ist ein Grund, es zu glauben.",
    ),
    "aware.Conversion": (
        "Angebotsbewusst, kurz vor der Entscheidung: Man hat hingesehen und etwas gefunden, das zurückhält.",
        "Angebotsbewusst. Vor der Entscheidung stehen noch ein oder zwei offene Fragen.",
    ),
    "aware.Retention": (
        "Voll bewusst: Man hat einmal gekauft und misst jeden nächsten Schritt an dieser Erfahrung.",
        "Voll bewusst. Es sind Kunden oder frühere Kunden; erklärt werden muss nichts, gehalten werden muss etwas.",
    ),
    "aware.Demand": (
        "Kaum bewusst: Der Zustand gilt als normal, also sucht niemand nach einer Antwort.",
        "Kaum bewusst. Was etwas kostet, wird hingenommen.",
    ),
    "aware.voice": ("In ihren eigenen Worten: {pain}", "Was eine von ihnen sagen könnte: {pain}", "So klingt das: {pain}"),
    "aware.start": (
        "Ein Text, der mit {name} beginnt, verliert sie; einer, der mit ihrem Tag beginnt, nicht.",
        "Der erste Satz jedes Textes gehört deshalb der Lage des Lesers, der letzte {name}.",
        "Der erste Satz zeigt, dass jemand verstanden hat; das Angebot kommt danach.",
    ),
    "objection.bottleneck": (
        "Der Zweifel hinter dem Engpass: {bottleneck}",
        "Was vor jeder Einzelheit im Weg steht: {bottleneck}",
    ),
    "objection.before": (
        "Die bisherige Erfahrung: {pain}. Warum sollte es diesmal anders gehen?",
        "Es ging schon einmal schief: {pain}. Ein neuer Anbieter klingt nach mehr davon.",
        "Die Erinnerung an den letzten Versuch: {pain}",
        "Gelernte Resignation: {pain}",
    ),
    "objection.price": (
        "Der Preis: Ist es mir das wert, und was, wenn nicht?",
        "Der Preis, sobald er bekannt ist, und die Sorge, für etwas zu zahlen, das ungenutzt bleibt.",
        "Ob der Preis berechtigt ist, wenn alles auch bleiben könnte, wie es ist.",
    ),
    "answer.difference": (
        "Antwort mit dem, was getan wird: {difference}",
        "Die Erwiderung ist eine Tatsache aus dem Betrieb: {difference}",
        "Sagen, wie es hier läuft: {difference}",
        "Auf die Praxis zeigen: {difference}",
    ),
    "answer.price": (
        "Den Preis neben das stellen, was er bringt: {outcome}. Dazu die Bedingungen: {pricing}",
        "Die Bedingungen ganz nennen und wohin sie führen: {outcome}. Die Bedingungen: {pricing}",
    ),
    "answer.outcome": (
        "Den Zustand danach beschreiben, wie Käufer ihn sich wünschen: {outcome}",
        "Das Ergebnis zeigen, nach dem gefragt wird: {outcome}",
    ),
    "proof.shown": ("Gezeigt durch: {proof}", "Der Beleg: {proof}", "Es stützt sich auf: {proof}"),
    "proof.none": (
        "Im Brief steht noch kein Beleg; bis dahin ist die Antwort eine Absicht und keine Tatsache.",
        "Hier fehlt ein Beleg. Nach ihm wird unten gefragt, vorher behauptet es kein Text.",
    ),
    "trust.proofs": (
        "Vertrauen wird von Dingen übertragen, die sich prüfen lassen. In dieser Reihenfolge: {proofs}.",
        "Was andere gesehen haben, zählt mehr als das, was {name} sagt. Der Plan nutzt der Reihe nach: {proofs}.",
        "Die Brücke sind Belege mit Datum und Quelle. Der Brief enthält: {proofs}.",
    ),
    "trust.use": (
        "Jeder Beleg steht neben der Aussage, die er stützt, nie in einer eigenen Galerie und immer mit seiner Quelle.",
        "Ein Beleg je Text genügt; seine Quelle steht dabei, damit man danach fragen kann.",
        "Ein Beleg wird mit Datum genannt oder gar nicht. Eine Zahl ohne Datum ist ein Gerücht.",
        "Wo {name} etwas belegt, steht der Nachweis im selben Absatz; eine Sammlung von Belegen liest niemand.",
    ),
    "trust.none": (
        "Der Brief nennt nichts, was eine Aussage belegt. Die erste Aufgabe sind zwei Belege: ein Kunde, der genannt werden darf, und eine Zahl mit Quelle.",
        "Im Brief steht kein Beleg. Bis es einen gibt, zeigen Texte Schritt für Schritt, wie gearbeitet wird, denn ein Ablauf lässt sich auch ohne Referenz prüfen.",
    ),
    "sacrifice.audience": (
        "Um dieser Gruppe klar zu sein, nimmt {name} in Kauf, für andere uninteressant zu sein: {audience}",
        "Die Wahl dieser Gruppe kostet anderswo Aufmerksamkeit, und das ist der Preis dafür, verstanden zu werden: {audience}",
        "{name} verzichtet auf allgemeinen Beifall. Die Texte sind für: {audience}",
    ),
    "sacrifice.message": (
        "Von allem, was sich versprechen ließe, steht eines vorn. Diese warten: {others}.",
        "Ein Versprechen vorn heißt, dass andere vorerst zurücktreten: {others}.",
        "Nicht alles, was {name} bietet, wird gleich laut gesagt. Zurück stehen vorerst: {others}.",
    ),
    "sacrifice.pace": (
        "Verzichtet wird auch auf Tempo, wo es eine Aussage ohne Beleg verlangen würde.",
        "Und auf die schnelle Wirkung einer kühnen Aussage; sie kommt in den Text, wenn ihr Beleg da ist.",
        "{name} nimmt in Kauf, langsamer zu sein: Was nicht belegt ist, wird nicht gesagt, auch wenn es lauter wäre.",
    ),
    "diff.structural": (
        "Strukturell: Der Unterschied liegt in der Organisation der Arbeit, ihn nachzumachen kostet Mühe. {differences}.",
        "Strukturell. Das sind Tatsachen des Betriebs und nicht des Prospekts: {differences}.",
        "Strukturell, denn es folgt aus Entscheidungen über die Arbeit selbst: {differences}.",
    ),
    "diff.cosmetic": (
        "Derzeit kosmetisch: Was der Brief nennt, könnten auch andere sagen. {differences}. Die Texte stützen sich deshalb auf Belege und Ton.",
    ),
    "diff.none": (
        "Derzeit kosmetisch, denn der Brief nennt keinen Unterschied. Der Plan setzt auf klare Sprache und auf die Ordnung der Botschaft, bis einer gefunden ist.",
    ),
    "story.problem": (
        "Es beginnt mit einem gewöhnlichen Tag: {pain}",
        "Die Erzählung fängt dort an, wo der Leser steht: {pain}",
        "Erste Szene, in der Zielgruppe jedem bekannt: {pain}",
    ),
    "story.problem.more": ("Gleich daneben: {pains}.", "Derselbe Tag hat mehr davon: {pains}.", "Was dazugehört: {pains}."),
    "story.tension": (
        "Gewünscht wird etwas anderes: {outcome}. Dazwischen steht: {bottleneck}",
        "Der Wunsch ist klar: {outcome}. Was ihn verhindert: {bottleneck}",
        "Auf der einen Seite der Wunsch: {outcome}. Auf der anderen, was der Kunde als Bremse sieht: {bottleneck}",
    ),
    "story.tension.plain": (
        "Gewünscht wird etwas anderes: {outcome}. Bisher hat niemand einen Weg gezeigt, den man glaubt.",
        "Der Wunsch ist klar: {outcome}. Der Weg dorthin ist es nicht.",
    ),
    "story.resolution": (
        "Die Wendung bringt eine Tatsache und kein Slogan: {difference}. Von dort geht der Leser allein weiter bis hierher: {outcome}",
        "Was das Bild verändert: {difference}. Am Ende steht der Wunsch vom Anfang: {outcome}",
        "Dann macht es jemand anders: {difference}. Und der Tag endet so: {outcome}",
    ),
    "story.resolution.plain": (
        "Die Wendung ist das Angebot selbst, Schritt für Schritt beschrieben, bis der Wunsch erreichbar wirkt: {outcome}",
    ),
    "story.enemy": (
        "Der Gegner ist ein Zustand und nie eine Person oder ein genannter Wettbewerber: {pain}. Gegen die Gewöhnung daran schreiben wir an.",
        "Wir schreiben gegen die Gewohnheit hinter diesem Satz: {pain}. Schuld trägt niemand, am wenigsten der Leser.",
        "Gegner ist die Resignation in diesem Satz: {pain}. Sie hat keinen Namen und kein Firmenschild, also trifft der Angriff niemanden.",
    ),
    "story.repetition": (
        "Ein Satz kehrt jede Woche und auf jedem Kanal wieder, in anderem Gewand: {promise} Szene und Beleg wechseln, dieser Kern bleibt bis zur Prüfung.",
        "Der Kern wird gesagt, bis der Kunde ihn leid ist, denn Leser begegnen ihm viel seltener: {promise} Jede Säule kommt in zwei Wochen mindestens einmal vor.",
        "Wiederholt wird das Versprechen, gewechselt wird der Beleg. Das Versprechen: {promise} In jeder Woche endet ein Text darauf.",
    ),
}
