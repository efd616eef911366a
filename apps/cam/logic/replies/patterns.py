"""The phrases by which an answer is judged, in five languages. One list per meaning; each is tried as a whole word."""

from __future__ import annotations

import re


def _any(*phrases: str) -> re.Pattern:
    return re.compile(r"(?<!\w)(?:" + "|".join(phrases) + r")(?!\w)", re.IGNORECASE)


STOP = _any(
    r"unsubscribe(?: me)?", r"opt(?:ing)? (?:me )?out", r"(?:remove|delete|erase|take|strike) (?:me|us|my|our)\b(?:[^.\n]{0,60})",
    r"stop (?:e-?mailing|mailing|contacting|writing|messaging|sending|spamming|bothering|this|these)", r"cease and desist", r"leave (?:me|us) alone",
    r"(?:do not|don.?t|please don.?t|never) (?:e-?mail|mail|contact|write(?: to)?|message|send|bother|approach) (?:me|us|this|any|again|anything)[^.\n]{0,30}",
    r"(?:do not|don.?t) want (?:to (?:receive|get|hear)|(?:any|your) (?:more )?(?:e-?mails?|mails?|messages?))", r"no (?:more|further) (?:e-?mails?|mails?|messages?|contact)",
    r"(?:i|we) (?:hereby )?object", r"right to (?:object|erasure|be forgotten)", r"(?:our|my) (?:lawyer|attorney|solicitor|legal team)", r"legal (?:action|steps)",
    r"report(?:ed|ing)? (?:you|this|it) (?:as spam|to)", r"(?:this is|marked as|considered?) spam", r"mailing list", r"off (?:your|this|the) (?:mailing )?list",
    r"abmelden", r"abbestellen", r"austragen", r"(?:aus|von) (?:dem|ihrem|ihrer|eurem) (?:e-?mail-?)?(?:verteiler|liste|mailingliste)", r"(?:streichen|entfernen|löschen|nehmen) sie (?:mich|uns|meine|unsere|bitte)[^.\n]{0,60}",
    r"(?:meine|unsere) (?:[\w-]+ ){0,3}(?:daten|adresse|e-?mail-?adresse|kontaktdaten)[^.\n]{0,40}(?:löschen|entfernen|sperren|zu löschen)", r"löschung (?:meiner|unserer|aller)", r"keine (?:weiteren |weitere )?(?:e-?mails?|mails?|nachrichten|werbung|werbemails|anfragen|kontaktaufnahmen?)(?: mehr| von ihnen)?",
    r"nicht (?:mehr|weiter|wieder) (?:an(?:zu)?schreiben|kontaktieren|(?:zu )?schreiben|belästigen|(?:zu )?kontaktieren|anmailen)", r"(?:widerspreche|widersprechen|widerspruch)", r"unterlass(?:en|ung|ungserklärung)[^.\n]{0,30}", r"abmahn\w*", r"(?:rechts)?anw[aä]lt\w*", r"belästigung", r"rechtliche schritte",
    r"désabonn\w*", r"désinscri\w*", r"ne (?:plus|pas) (?:me|nous) (?:re)?(?:contacter|écrire|solliciter|envoyer|démarcher)[^.\n]{0,20}", r"(?:ne )?(?:souhaite|veux|désire|souhaitons|voulons) plus (?:recevoir|être)[^.\n]{0,30}", r"(?:supprime[rz]|efface[rz]|retire[rz])(?:-moi|-nous)?[^.\n]{0,20}(?:mes|nos|mon|notre|liste|base|moi)[^.\n]{0,20}", r"m.oppose", r"mise en demeure", r"cnil", r"cesse[rz] de[^.\n]{0,30}",
    r"(?:darme|darnos|dar|denme|dadme|deme|date) de baja", r"no (?:me|nos) (?:vuelva[ns]? a )?(?:contacte[ns]?|escriba[ns]?|envíe[ns]?|contactar|escribir|enviar|mande[ns]?)[^.\n]{0,20}", r"(?:elimin|borr|suprim)\w+ (?:mis|nuestros|mi|nuestra)[^.\n]{0,30}", r"deje[ns]? de (?:enviar|escribir|contactar|molestar)\w*", r"no (?:deseo|quiero|deseamos|queremos) (?:recibir|más)[^.\n]{0,20}", r"me opongo",
    r"afmelden", r"uitschrijven", r"schrijf (?:me|mij|ons) uit", r"verwijder (?:mij|me|mijn|ons|onze)[^.\n]{0,30}", r"geen (?:e-?mails?|mails?|berichten|reclame) meer", r"niet (?:meer|langer) (?:te )?(?:benaderen|mailen|contacteren|contact op)[^.\n]{0,15}", r"stop (?:met )?(?:mailen|sturen|e-mailen|contact)", r"maak bezwaar",
)  # fmt: skip
STOP_ALONE = re.compile(
    r"^\W*(?:stop|unsubscribe|remove|abmelden|austragen|baja|désinscription|afmelden|uitschrijven|no more)\W*$", re.IGNORECASE
)
ACCESS = _any(
    r"where (?:did|do) you (?:get|have|obtain|find)[^.\n?]{0,30}(?:data|address|details|e-?mail|contact|name)", r"(?:copy of|access to) (?:my|our|the|all) (?:personal )?data", r"subject access request", r"what data (?:do )?you",
    r"woher (?:haben|kennen) sie (?:meine|unsere|mich|die)", r"auskunft(?:sersuchen|santrag)?(?: nach| gemäß| gem\.| über| zu)", r"art(?:ikel|\.)? ?15", r"d.où (?:tenez|avez)[- ]vous", r"de dónde (?:han|tienen|ha|sacaron)", r"hoe komt u aan",
)  # fmt: skip
ABSENT_SUBJECT = _any(
    r"automatic reply", r"auto(?:matic)?[- ]?(?:reply|response)", r"autoreply", r"out of (?:the )?office", r"ooo", r"automatische antwort", r"abwesenheits\w*", r"abwesenheit", r"abwesend", r"réponse automatique", r"absence(?: du bureau)?",
    r"respuesta automática", r"fuera de (?:la )?oficina", r"automatisch antwoord", r"afwezig\w*", r"on (?:vacation|leave|holiday)", r"urlaub\w*",
)  # fmt: skip
ABSENT = _any(
    r"out of (?:the |my )?office", r"(?:am|.m|be|are|is) (?:currently )?(?:away|on (?:annual |parental |maternity |paternity |sick |medical )?leave|on (?:vacation|holidays?)|travelling|traveling)", r"no access to (?:my )?e-?mails?", r"limited access to", r"will (?:be back|return|reply|respond|get back)[^.\n]{0,40}(?:upon|on|when|after|as soon)",
    r"nicht (?:im (?:büro|haus|hause|dienst|unternehmen)|am (?:platz|arbeitsplatz)|erreichbar|persönlich erreichbar)", r"(?:im|in) (?:urlaub|elternzeit|mutterschutz|krankenstand)", r"(?:außer haus|ausser haus|abwesend|verreist|dienstreise)", r"wird nicht (?:weitergeleitet|gelesen)", r"nicht weitergeleitet",
    r"(?:suis|serai|sommes) (?:actuellement )?(?:absente?s?|en congés?|en vacances|en déplacement)", r"absente? du bureau", r"de retour le", r"fuera de (?:la )?oficina", r"de vacaciones", r"(?:estoy|estaré) (?:ausente|de baja|fuera)", r"(?:met|op) vakantie", r"afwezig", r"niet (?:aanwezig|op kantoor|bereikbaar)", r"met verlof",
)  # fmt: skip
LEFT = _any(
    r"no longer (?:with|works?|working|employed|part of|at)[^.\n]{0,40}", r"(?:has|have|.ve) left (?:the |our )?(?:company|firm|organi[sz]ation|business)", r"left the company", r"nicht mehr (?:bei uns|im unternehmen|für (?:uns|das unternehmen|die firma)|in unserem (?:unternehmen|haus|hause))[^.\n]{0,30}", r"(?:das|unser) (?:unternehmen|haus) verlassen", r"ausgeschieden",
    r"ne (?:travaille|fait) plus (?:pour|chez|partie)[^.\n]{0,30}", r"a quitté (?:l.entreprise|la société|notre)", r"ya no (?:trabaja|forma parte)[^.\n]{0,30}", r"(?:werkt|is) niet (?:meer|langer) (?:bij|voor|werkzaam)[^.\n]{0,30}",
)  # fmt: skip
_WHOM = r"(?!me\b|us\b|my office\b|him at\b|mich\b|uns\b|you\b)"
REFERRAL = _any(
    rf"(?:contact|reach out to|speak (?:to|with)|talk to|get in touch with|write to|e-?mail|ask|try) {_WHOM}(?:my |our |the |with )?(?:colleague|[a-z.+-]+@|marketing|head|team|department|assistant|director|boss|partner|[A-Z][a-zà-ü]+ [A-Z])[^\n]{{0,60}}", r"(?:right|correct|better|best) (?:person|contact|address)[^.\n]{0,60}(?:is|would be|:)", r"(?:not|isn.t) (?:my|the right) (?:area|department|responsibility|person)[^.\n]{0,40}", r"(?:forwarded|passed|passing|forwarding) (?:this|it|your (?:e-?mail|message|mail))[^.\n]{0,20} (?:to|on to|along to)", r"(?:is|takes) (?:responsible for|in charge of|care of) (?:this|that|marketing|our marketing|such)", r"(?:copying|cc.?ing|looping) in", r"my successor",
    r"wenden sie sich (?:bitte )?(?:direkt )?an(?! mich)", r"(?:zuständig|verantwortlich) (?:ist|dafür|hierfür|wäre|dafür ist)[^.\n]{0,50}", r"(?:richtige|passende)[rn]? (?:ansprechpartner|kontakt|adresse)\w*", r"ansprechpartner(?:in)? (?:ist|dafür|hierfür|wäre|für)[^.\n]{0,50}", r"(?:an|meinem|meiner|unserem|unserer) [^.\n]{1,60}weiter(?:geleitet|gegeben)", r"leite [^.\n]{1,60} weiter", r"mein(?:e)? nachfolger(?:in)?",
    r"(?:veuillez|merci de|vous pouvez) (?:vous adresser à|contacter)(?! moi)", r"adressez-vous à", r"je (?:transmets|transfère)[^.\n]{0,40}", r"bonne personne", r"(?:póngase|pónganse|ponte) en contacto con", r"(?:contacte|contacten|escriba|diríjase) (?:con|a) (?!mí)", r"persona (?:adecuada|indicada|responsable)", r"neem (?:dan )?contact op met (?!mij)", r"(?:kunt|kan) (?:u|je) terecht bij", r"juiste (?:persoon|contactpersoon)", r"doorgestuurd (?:naar|aan)",
)  # fmt: skip
LATER = _any(
    r"not (?:right )?now", r"not at (?:the|this) (?:moment|time|point)", r"(?:ping|contact|write|e-?mail|call|ask|try) (?:me|us) (?:again )?(?:in|after|next) (?:q[1-4]|the (?:new year|spring|summer|autumn|fall)|january|february|march|april|may|june|july|august|september|october|november|december|(?:a |a few |two |three |six |\d+ )?(?:months?|quarters?|year|quarter|month))", r"(?:circle|check|come|touch) (?:back|base) (?:in|after|next|later)[^.\n]{0,20}", r"(?:maybe|perhaps) (?:later|next (?:year|quarter))", r"bad tim(?:e|ing)", r"(?:budget|budgets)[^.\n]{0,30}(?:next (?:year|quarter)|frozen|planned)", r"next (?:quarter|year)", r"in q[1-4]",
    r"(?:derzeit|aktuell|momentan|zurzeit|zur zeit|im moment|gerade) (?:leider )?(?:nicht|kein(?:e|en)?)", r"zu einem späteren zeitpunkt", r"(?:nächstes|kommendes) (?:jahr|quartal)", r"im (?:frühjahr|sommer|herbst|winter|q[1-4]|nächsten jahr|neuen jahr|kommenden jahr)", r"(?:melden|kommen) sie sich[^.\n]{0,20}(?:später|im|nach|wieder)", r"später (?:noch einmal|nochmal|wieder)",
    r"pas (?:pour le moment|maintenant|en ce moment)", r"plus tard", r"l.année prochaine", r"(?:ahora|de momento|por el momento) no", r"más adelante", r"el (?:próximo año|año que viene)", r"op dit moment (?:niet|geen)", r"nu (?:even )?niet", r"volgend (?:jaar|kwartaal)",
)  # fmt: skip
NEGATIVE = _any(
    r"(?:not|never|n.t)(?: really| at all| currently)? interested", r"no interest", r"no,? thank(?:s| you)?", r"no thx", r"not (?:for us|for me|a (?:good )?fit|relevant|looking(?: for)?|needed|something (?:we|i))", r"(?:i|we|i.ll|we.ll|going to|have to|will) pass(?: on this)?", r"(?:already|we) (?:have|work with|use|are with|happy with)[^.\n]{0,20}(?:an? |our |another )?agency", r"happy with (?:our|what)", r"reject(?:ed)?", r"declin(?:e|ed|ing)", r"(?:no|don.t (?:have )?(?:any )?|do not (?:have )?(?:any )?)need", r"in-?house", r"no budget",
    r"kein(?:erlei)? (?:weiteres )?interesse", r"(?:nicht|wenig) interessiert", r"nein,? (?:danke|vielen dank|besten dank)", r"kein(?:en)? bedarf", r"nicht in (?:frage|betracht)", r"abgelehnt", r"(?:lehne|lehnen)[^.\n]{0,40} ab", r"ablehnen", r"(?:bereits|schon|haben) (?:eine |unsere )?(?:feste |eigene )?agentur", r"nicht relevant", r"(?:intern|inhouse|selbst) (?:gelöst|abgedeckt|erledigt|umgesetzt)", r"machen wir (?:intern|selbst|inhouse)", r"kein budget", r"passt (?:leider )?nicht",
    r"pas (?:du tout )?intéressée?s?", r"(?:pas|aucun) d?.?intérêt", r"non,? merci", r"pas besoin", r"(?:avons|travaillons) déjà[^.\n]{0,30}", r"ne (?:nous|m.)intéresse pas", r"no (?:me |nos )?(?:interesa|estamos interesad[oa]s|estoy interesad[oa])", r"no,? (?:muchas )?gracias", r"no (?:lo )?necesitamos", r"ya (?:tenemos|trabajamos con)[^.\n]{0,20}", r"geen (?:interesse|behoefte|belangstelling)", r"niet geïnteresseerd", r"nee,? (?:bedankt|dank)", r"(?:hebben|werken) al[^.\n]{0,20}(?:bureau|partner)",
)  # fmt: skip
FIRM_NO = _any(
    r"no interest",
    r"(?:not|n.t)(?: really| at all)? interested",
    r"no,? thank(?:s| you)",
    r"kein interesse",
    r"nicht interessiert",
    r"nein,? danke",
    r"pas intéressée?s?",
    r"non,? merci",
    r"no,? gracias",
    r"geen interesse",
    r"niet geïnteresseerd",
    r"nee,? bedankt",
)
POSITIVE = _any(
    r"(?:i am|i.m|we are|we.re|very|quite|definitely|yes,?|be|would be) (?:very |quite |definitely |really )?interested", r"interested in (?:hearing|learning|a|your|more|seeing|talking)", r"sounds (?:very |really )?(?:good|great|interesting|promising|useful|relevant)", r"let.?s (?:talk|chat|schedule|set up|have|meet|do|discuss|find|hop|book|arrange)", r"(?:book|schedule|set up|arrange|hop on|have|do|jump on|organi[sz]e) (?:a|an|some)(?: quick| short| brief| \d+.minute)? ?(?:call|meeting|demo|chat|time|conversation|appointment)", r"(?:give|call) (?:me|us) (?:a (?:call|ring)|on|tomorrow|next|this|at|back)",
    r"(?:send|share|forward|provide)[^.\n?]{0,50}(?:pricing|prices?|price list|proposal|offer|quote|quotation|examples?|samples?|case stud(?:y|ies)|rates|details|deck|overview|more info\w*)", r"(?:what|how much) (?:does|would|do|is|are)[^.\n?]{0,40}(?:cost|charge|price|pricing|rates?|fees?)", r"how much", r"(?:when|what time)[^.\n?]{0,30}(?:free|available|suit|work for you)", r"are you (?:free|available)", r"(?:i|we)(?:.d| would) (?:love|like|be happy|be glad|be keen) to (?:hear|learn|know|talk|discuss|see|meet|chat|find out|explore|take)[^.\n]{0,40}", r"tell (?:me|us) more", r"yes,? please", r"happy to (?:talk|chat|meet|jump|discuss|have|take|hear|look)", r"works for (?:me|us)", r"(?:tuesday|monday|wednesday|thursday|friday|tomorrow|next week) (?:would |could )?(?:works?|suits?|is fine|is good)", r"keen to", r"count (?:me|us) in", r"looking forward to (?:talking|speaking|meeting|hearing|your)",
    r"(?:bin|sind|wäre|wären|ja,?|sehr|durchaus|grundsätzlich) (?:wir |ich )?(?:sehr |durchaus |grundsätzlich |auch )?interessiert", r"(?:haben|habe|hätten|hätte|besteht|großes|grosses|grundsätzlich) (?:\w+ ){0,3}interesse", r"(?:klingt|hört sich) (?:\w+ ){0,2}(?:gut|spannend|interessant|vielversprechend)(?: an)?", r"(?:termin|telefonat|gespräch|anruf|call|telefontermin|videocall|meeting)[^.\n]{0,40}(?:vereinbaren|ausmachen|machen|abstimmen|einrichten|führen|vorschlagen)", r"(?:schlagen|machen) sie[^.\n]{0,30}(?:termin|vor)", r"rufen sie (?:mich|uns|gern|bitte)[^.\n]{0,20}", r"(?:schicken|senden|lassen|übersenden|mailen) sie (?:mir|uns|bitte)[^.\n]{0,60}(?:angebot|preise?|preisliste|unterlagen|muster|beispiele?|referenzen|informationen|infos|details|konditionen|zukommen)", r"(?:was|wie viel|wieviel) (?:kostet|kosten|würde|verlangen)[^.\n?]{0,40}", r"(?:gern|gerne) (?:\w+ ){0,3}(?:sprechen|telefonieren|mehr|austauschen|kennenlernen|unterhalten|ein angebot|einen termin)", r"(?:passt|passen würde|würde passen)(?: (?:mir|uns|bei mir|es))?[^.\n]{0,20}(?:gut|montag|dienstag|mittwoch|donnerstag|freitag|morgen|uhr)", r"wann (?:haben|hätten) sie zeit", r"(?:freue|freuen) (?:mich|uns) auf[^.\n]{0,40}(?:gespräch|anruf|austausch|termin|rückmeldung|angebot)", r"ja,? (?:bitte|gern\w*)", r"(?:bitte|gern\w*)(?: um)? (?:ein|ihr) angebot", r"um ein angebot",
    r"(?:suis|sommes|serions|serais|très) (?:très |assez |fort )?intéressée?s?", r"(?:envoyez|envoyer|transmettre|faire parvenir|faites)[^.\n]{0,40}(?:offre|tarifs?|devis|prix|proposition|exemples?|informations|documentation)", r"(?:quels sont|combien)[^.\n?]{0,40}(?:tarifs?|prix|coûte|coûtent|coûterait)", r"combien (?:coûte|cela|ça)", r"(?:appelez|rappelez)[- ](?:moi|nous)", r"(?:un|fixer|prendre|convenir d.un) (?:rendez-vous|appel|échange)", r"avec plaisir", r"volontiers", r"(?:me|nous) convient",
    r"(?:estamos|estoy|estaríamos|estaría|muy|me|nos) (?:muy )?(?:interesad[oa]s?|interesa(?:ría)?)", r"(?:envíe|envíen|enviar|mande|manden|pasar|puede enviar)\w*[^.\n]{0,40}(?:oferta|precios?|tarifas?|presupuesto|propuesta|ejemplos?|información)", r"cuánto (?:cuesta|costaría|cobran|sería)", r"(?:llám|llam)\w+", r"(?:agendar|concertar|tener|programar) (?:una )?(?:llamada|reunión|cita)", r"suena (?:muy )?(?:bien|interesante)",
    r"(?:ben|zijn|wel|zeer) (?:wel |zeer |erg )?geïnteresseerd", r"(?:heb|hebben|wel) interesse", r"klinkt (?:\w+ )?(?:goed|interessant)", r"(?:stuur|sturen|opsturen)[^.\n]{0,40}(?:offerte|prijzen|prijs|tarieven|voorstel|voorbeelden|informatie)", r"wat (?:kost|zijn de kosten)[^.\n]{0,20}", r"(?:afspraak|gesprek|call) (?:maken|plannen|inplannen)", r"bel (?:me|mij|ons)[^.\n]{0,15}", r"graag (?:\w+ ){0,3}(?:gesprek|afspraak|offerte|meer)",
)  # fmt: skip
RECEIPT = _any(
    r"(?:we have|we.ve|has been) received (?:your )?(?:message|request|e-?mail|enquiry|inquiry)?", r"ticket (?:number|#|id|nummer|nr)", r"(?:case|request|reference) (?:number|#)", r"\[?ticket[ #:]", r"ihre (?:nachricht|anfrage|e-?mail) (?:ist|wurde|haben wir)[^.\n]{0,30}(?:eingegangen|erhalten)", r"eingangsbestätigung", r"avons bien reçu", r"hemos recibido", r"hebben uw (?:bericht|mail|vraag) ontvangen",
)  # fmt: skip
UNDELIVERED = _any(
    r"undeliver(?:able|ed)(?: mail)?", r"delivery (?:status notification|has failed|failure|failed|incomplete)", r"(?:mail|message) (?:delivery|could not be|was not|not) (?:failed|delivered|be delivered)", r"returned mail", r"address (?:not found|rejected|couldn.t be found)", r"user unknown", r"mailbox (?:unavailable|not found|full|does not exist|is full|over quota)", r"unzustellbar", r"nicht zugestellt", r"(?:konnte|wurde) nicht (?:zugestellt|übermittelt)", r"non remis", r"no se (?:ha podido|pudo) entregar", r"niet (?:bezorgd|afgeleverd)", r"5\d\d[ -]5\.\d\.\d", r"recipient (?:rejected|not found|unknown)",
)  # fmt: skip
DAEMON = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon|bounce[sd]?|mdaemon)\b", re.IGNORECASE)
SOFT = _any(
    r"(?:mailbox|quota|inbox|postfach)[^.\n]{0,30}(?:full|exceeded|over|voll|überschritten)", r"over ?quota", r"quota exceeded", r"delayed", r"try(?:ing)? again later", r"temporar\w+", r"greylist\w*", r"spam", r"blocked", r"blacklist\w*", r"blocklist\w*", r"policy", r"reputation", r"rate limit\w*", r"verzögert", r"vorübergehend",
)  # fmt: skip
