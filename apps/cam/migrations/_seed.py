"""What a new installation starts with: the four sequences, their texts, two mailboxes, the numbers. Staff change all of it."""

DAYS = {
    "aggressive_close": ("Aggressive close", "HOT", (0, 2, 5)),
    "regular_nurture": ("Regular nurture", "WARM", (0, 3, 7, 10)),
    "long_term_nurture": ("Long-term nurture", "COOL", (0, 5, 10, 15, 20, 25)),
    "cold_outreach": ("Cold outreach", "COLD", (0, 7, 14, 21, 28, 35, 42, 49)),
}
FIRST = {
    "en": (
        "Marketing for {company}: one plan, written and published",
        "{greeting}\n\nwe are {agency}, a marketing agency that works from a written plan. For firms like {company} we do three things in "
        "this order: a strategy you approve, the posts and mails made from it, and a report that says what they did.\n\nNothing is "
        "published before you have said yes to exactly that text, and the price of each pack is fixed before we start.\n\nWould a "
        "call of twenty minutes next week be of use? Please reply with a day that suits you, or with your question.\n\n"
        "Kind regards\n{sender}",
    ),
    "de": (
        "Marketing für {company}: ein Plan, geschrieben und veröffentlicht",
        "{greeting}\n\nwir sind {agency}, eine Marketingagentur, die nach einem schriftlichen Plan arbeitet. Für Firmen wie {company} "
        "erledigen wir drei Dinge in dieser Reihenfolge: eine Strategie, die Sie freigeben, die Beiträge und Mails daraus und einen "
        "Bericht, der sagt, was sie bewirkt haben.\n\nNichts wird veröffentlicht, bevor Sie genau diesem Text zugestimmt haben, und der "
        "Preis jedes Pakets steht vor dem Beginn fest.\n\nWäre ein Gespräch von zwanzig Minuten in der nächsten Woche für Sie nützlich? "
        "Antworten Sie einfach mit einem Tag, der Ihnen passt, oder mit Ihrer Frage.\n\nFreundliche Grüße\n{sender}",
    ),
}
FOLLOW_UPS = (
    {
        "en": ("{company}: what the plan contains",
               "{greeting}\n\na short addition to our first mail. The plan we write for {company} names whom you want to reach, what you "
               "promise them, on which channels, and by which figure each of them is stopped or kept. It also says what you should leave "
               "alone.\n\nYou can use it with us or without us. Shall we send you the list of its sections?\n\nKind regards\n{sender}"),
        "de": ("{company}: was im Plan steht",
               "{greeting}\n\neine kurze Ergänzung zu unserer ersten Mail. Der Plan, den wir für {company} schreiben, nennt, wen Sie erreichen "
               "wollen, was Sie versprechen, auf welchen Kanälen, und an welcher Zahl jeder davon gemessen wird. Er sagt auch, was Sie besser "
               "lassen.\n\nSie können ihn mit uns oder ohne uns nutzen. Sollen wir Ihnen die Liste der Abschnitte senden?\n\n"
               "Freundliche Grüße\n{sender}"),
    },
    {
        "en": ("How approval works at {agency}",
               "{greeting}\n\none question comes up in most first calls: who decides what goes out? At {agency} you do. Each text waits on "
               "a page for your yes, your comment or your no, and only the version you approved can be published.\n\nIf that is how "
               "{company} would like to work, reply with a time for a short call.\n\nKind regards\n{sender}"),
        "de": ("Wie Freigaben bei {agency} laufen",
               "{greeting}\n\neine Frage kommt in den meisten ersten Gesprächen: Wer entscheidet, was hinausgeht? Bei {agency} sind das Sie. "
               "Jeder Text wartet auf einer Seite auf Ihr Ja, Ihren Kommentar oder Ihr Nein, und nur die freigegebene Fassung kann "
               "veröffentlicht werden.\n\nWenn {company} so arbeiten möchte, antworten Sie mit einem Termin für ein kurzes Gespräch.\n\n"
               "Freundliche Grüße\n{sender}"),
    },
    {
        "en": ("A fixed price, known before you start",
               "{greeting}\n\nour packs have a fixed price and a fixed number of revision rounds; both stand in the agreement you sign. "
               "There is a deposit, and the rest is due after the report.\n\nShall we send {company} the price of the pack that fits?\n\n"
               "Kind regards\n{sender}"),
        "de": ("Ein fester Preis, vor dem Beginn bekannt",
               "{greeting}\n\nunsere Pakete haben einen festen Preis und eine feste Zahl von Korrekturrunden; beides steht in der "
               "Vereinbarung, die Sie unterschreiben. Es gibt eine Anzahlung, der Rest ist nach dem Bericht fällig.\n\nSollen wir {company} "
               "den Preis des passenden Pakets nennen?\n\nFreundliche Grüße\n{sender}"),
    },
    {
        "en": ("Who else should know at {company}?",
               "{greeting}\n\nif marketing at {company} is decided by somebody else, a name is enough and we will write to that person "
               "instead of you.\n\nAnd if it is you: a reply with your question is the quickest way to an answer.\n\nKind regards\n{sender}"),
        "de": ("Wer sollte es bei {company} noch wissen?",
               "{greeting}\n\nwenn bei {company} jemand anderes über Marketing entscheidet, genügt ein Name, und wir schreiben dieser Person "
               "statt Ihnen.\n\nUnd wenn Sie es sind: Eine Antwort mit Ihrer Frage ist der schnellste Weg.\n\nFreundliche Grüße\n{sender}"),
    },
    {
        "en": ("What the report tells {company}",
               "{greeting}\n\nevery engagement with us ends with a report whose sentences each point to their figure. A goal that was "
               "missed stands on its first page.\n\nIf you would like to see how such a report is built, reply and we will send you its "
               "table of contents.\n\nKind regards\n{sender}"),
        "de": ("Was der Bericht {company} sagt",
               "{greeting}\n\njeder Auftrag endet bei uns mit einem Bericht, dessen Sätze jeweils auf ihre Zahl verweisen. Ein verfehltes "
               "Ziel steht auf der ersten Seite.\n\nWenn Sie sehen möchten, wie ein solcher Bericht aufgebaut ist, antworten Sie kurz, und "
               "wir senden Ihnen das Inhaltsverzeichnis.\n\nFreundliche Grüße\n{sender}"),
    },
    {
        "en": ("From first call to first post",
               "{greeting}\n\nthe way is short: a call, an agreement, a questionnaire you can pause and resume, the plan for your approval, "
               "then the first month of posts.\n\nWhich of these would {company} like to hear more about?\n\nKind regards\n{sender}"),
        "de": ("Vom ersten Gespräch zum ersten Beitrag",
               "{greeting}\n\nder Weg ist kurz: ein Gespräch, eine Vereinbarung, ein Fragebogen, den Sie unterbrechen und fortsetzen können, "
               "der Plan zu Ihrer Freigabe, dann der erste Monat mit Beiträgen.\n\nWozu möchte {company} mehr wissen?\n\n"
               "Freundliche Grüße\n{sender}"),
    },
)  # fmt: skip
LAST = {
    "en": (
        "Our last mail to {company}",
        "{greeting}\n\nwe have not heard from you, so this is our last mail on the subject. Should marketing become a topic at {company} "
        "later, a reply to this mail reaches us.\n\nKind regards\n{sender}",
    ),
    "de": (
        "Unsere letzte Mail an {company}",
        "{greeting}\n\nwir haben nichts von Ihnen gehört, deshalb ist dies unsere letzte Mail zu diesem Thema. Sollte Marketing bei "
        "{company} später ein Thema werden, erreicht uns eine Antwort auf diese Mail.\n\nFreundliche Grüße\n{sender}",
    ),
}
MAILBOXES = (("outreach@aicmo.example", "AICMO Outreach"), ("hello@aicmo.example", "AICMO Outreach"))
PACKS = (
    "quick_social_basic", "strategy_campaign_basic", "strategy_campaign_standard", "strategy_campaign_premium",
    "strategy_campaign_enterprise", "full_funnel_growth_suite", "launch_gtm_pack", "brand_turnaround_lab",
    "retention_crm_booster", "performance_audit_revamp",
)  # fmt: skip
SETTINGS = (
    ("packs", list(PACKS), "Names of the packs that the form for a deal offers; the price list itself is onboarding's."),
    ("agency_name", "AICMO", "The agency's name in outreach mails."),
    ("agency_postal_address", "Lindenstraße 12, 10969 Berlin, Germany", "Postal address in each outreach mail (required by law)."),
    ("per_day", 500, "Outreach mails a day over all mailboxes."),
    ("attempts_max", 10, "Mails to one lead within attempts_days."),
    ("attempts_days", 30, "Days over which attempts_max counts."),
    ("cooldown_hours", 24, "Hours between two contacts of one lead."),
    ("window_opens", "09:00", "Start of the send window in the recipient's zone."),
    ("window_closes", "18:00", "End of the send window in the recipient's zone."),
    ("no_reply_days", 7, "Days after the last mail until a silent lead is left in peace."),
    ("ooo_days", 14, "Days to wait after an absence note that states no date."),
    ("stop_company", False, "Whether an answer stops the contact of the whole firm."),
    ("breaker_min", 100, "Mails sent before the breaker judges a campaign."),
    ("breaker_bounces", 0.05, "Share of bounces that pauses a campaign."),
    ("breaker_complaints", 0.003, "Share of complaints that pauses a campaign."),
    (
        "icp",
        {
            "employees": [10, 250],
            "revenue": [1_000_000, 50_000_000],
            "industries": ["computer software", "information technology & services", "professional training & coaching",
                           "management consulting", "health, wellness & fitness", "hospital & health care", "machinery",
                           "mechanical or industrial engineering", "renewables & environment", "hospitality", "food & beverages",
                           "furniture", "consumer goods", "retail", "e-learning", "real estate", "construction", "logistics & supply chain"],
            "near_industries": ["accounting", "legal services", "financial services", "education management", "insurance",
                                "architecture & planning", "automotive", "wholesale", "events services", "leisure, travel & tourism"],
            "countries": ["US", "GB", "IE", "DE", "AT", "CH", "NL", "BE", "FR", "ES"],
            "titles": ["owner", "founder", "co-founder", "ceo", "managing director", "chief executive officer", "chief marketing officer",
                       "cmo", "marketing", "brand", "growth", "communications", "geschäftsführer", "geschäftsführerin", "inhaber",
                       "inhaberin", "marketingleiter", "marketingleiterin", "leiter marketing", "leiterin marketing", "gérant",
                       "directeur marketing", "directrice marketing", "directora de marketing", "director de marketing"],
            "signals": ["hiring", "expansion", "new location", "product launch", "rebrand", "funding", "new website", "trade show",
                        "content marketing", "social media", "lead generation", "newsletter", "online shop"],
            "competitors": ["marketing agency", "advertising agency", "digital agency", "werbeagentur", "marketingagentur",
                            "agence de communication", "agencia de marketing"],
            "spam_words": ["casino", "crypto giveaway", "seo backlinks", "viagra", "payday loans"],
        },
        "The ideal customer: bounds, industries, markets (ISO codes), deciding titles, signals, competitors' names or domains.",
    ),
)  # fmt: skip


def texts_of(steps: int) -> list[dict[str, tuple[str, str]]]:
    """The texts of a sequence of so many steps: the first, the follow-ups in their order, the farewell."""
    return [FIRST, *FOLLOW_UPS[: steps - 2], LAST]
