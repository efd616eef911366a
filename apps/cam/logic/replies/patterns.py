"""The phrases by which an answer is judged, in five languages; each is tried as whole words.

A list is written as text: phrases (regular expressions) stand two blanks or a line
apart, a backslash at the end of a line joins it to the next.
"""

from __future__ import annotations

import re

# Whom “please contact …” must not name to be a referral: the writer.
_WHOM = r"(?!me\b|us\b|my office\b|him at\b|mich\b|uns\b|you\b)"


def _any(text: str) -> re.Pattern:
    joined = re.sub(r"\\\n\s*", "", text.strip())
    phrases = [phrase.replace("<whom>", _WHOM) for phrase in re.split(r"\s{2,}", joined)]
    return re.compile(r"(?<!\w)(?:" + "|".join(phrases) + r")(?!\w)", re.IGNORECASE)


STOP = _any(r"""
    (?:schreiben|kontaktieren|mailen|melden) sie (?:mir|mich|uns|sich) (?:bitte )?nicht (?:mehr|wieder|noch)
    (?:me|nous) (?:retirer|supprimer|effacer|désinscrire|désabonner|rayer)[^.\n]{0,30}
    (?:quít|borr|elimin|elimín|retír|saqu|sáqu)\w* (?:de|mis|mi|nuestr\w+|todos)[^.\n]{0,30}
    (?:haal|schrap|wis|verwijder) (?:mij|me|mijn|ons|onze|al)[^.\n]{0,30}
    (?:the |your |to )regulator  data protection authority  datenschutzbehörde  aufsichtsbehörde
    (?:mein|unser)\w* (?:rechts)?anw[aä]lt\w*  (?:mon|notre|nos) avocats?  (?:mi|nuestr[oa]) abogad[oa]  (?:mijn|\
    onze) advocaat
    unsubscribe(?: me)?  opt(?:ing)? (?:me )?out  (?:remove|delete|erase|take|strike) (?:me|us|my|our)\b(?:[^.\n]{0,60})
    stop (?:e-?mailing|mailing|contacting|writing|messaging|sending|spamming|bothering|this|these)  cease and desist
    leave (?:me|us) alone
    (?:do not|don.?t|please don.?t|never) (?:e-?mail|mail|contact|write(?: to)?|message|send|bother|approach) (?:me|\
    us|this|any|again|anything)[^.\n]{0,30}
    (?:do not|don.?t) want (?:to (?:receive|get|hear)|(?:any|your) (?:more )?(?:e-?mails?|mails?|messages?))
    no (?:more|further) (?:e-?mails?|mails?|messages?|contact)  (?:i|we) (?:hereby )?object
    right to (?:object|erasure|be forgotten)  (?:our|my) (?:lawyer|attorney|solicitor|legal team)  legal (?:action|steps)
    report(?:ed|ing)? (?:you|this|it) (?:as spam|to)  (?:this is|marked as|considered?) spam  mailing list
    off (?:your|this|the) (?:mailing )?list  abmelden  abbestellen  austragen
    (?:aus|von) (?:dem|ihrem|ihrer|eurem) (?:e-?mail-?)?(?:verteiler|liste|mailingliste)
    (?:streichen|entfernen|löschen|nehmen) sie (?:mich|uns|meine|unsere|bitte)[^.\n]{0,60}
    (?:meine|unsere) (?:[\w-]+ ){0,3}(?:daten|adresse|e-?mail-?adresse|kontaktdaten)[^.\n]{0,40}(?:löschen|entfernen|\
    sperren|zu löschen)
    löschung (?:meiner|unserer|aller)
    keine (?:weiteren |weitere )?(?:e-?mails?|mails?|nachrichten|werbung|werbemails|anfragen|\
    kontaktaufnahmen?)(?: mehr| von ihnen)?
    nicht (?:mehr|weiter|wieder) (?:an(?:zu)?schreiben|kontaktieren|(?:zu )?schreiben|belästigen|(?:zu )?kontaktieren|\
    anmailen)
    (?:widerspreche|widersprechen|widerspruch)  unterlass(?:en|ung|ungserklärung)[^.\n]{0,30}  abmahn\w*
    belästigung  rechtliche schritte  désabonn\w*  désinscri\w*
    ne (?:plus|pas) (?:me|nous) (?:re)?(?:contacter|écrire|solliciter|envoyer|démarcher)[^.\n]{0,20}
    (?:ne )?(?:souhaite|veux|désire|souhaitons|voulons) plus (?:recevoir|être)[^.\n]{0,30}
    (?:supprime[rz]|efface[rz]|retire[rz])(?:-moi|-nous)?[^.\n]{0,20}(?:mes|nos|mon|notre|liste|base|moi)[^.\n]{0,20}
    m.oppose  mise en demeure  cnil  cesse[rz] de[^.\n]{0,30}  (?:darme|darnos|dar|denme|dadme|deme|date) de baja
    no (?:me|nos) (?:vuelva[ns]? a )?(?:contacte[ns]?|escriba[ns]?|envíe[ns]?|contactar|escribir|enviar|\
    mande[ns]?)[^.\n]{0,20}
    (?:elimin|borr|suprim)\w+ (?:mis|nuestros|mi|nuestra)[^.\n]{0,30}  deje[ns]? de (?:enviar|escribir|contactar|\
    molestar)\w*
    no (?:deseo|quiero|deseamos|queremos) (?:recibir|más)[^.\n]{0,20}  me opongo  afmelden  uitschrijven
    schrijf (?:me|mij|ons) uit  verwijder (?:mij|me|mijn|ons|onze)[^.\n]{0,30}
    geen (?:e-?mails?|mails?|berichten|reclame) meer
    niet (?:meer|langer) (?:te )?(?:benaderen|mailen|contacteren|contact op)[^.\n]{0,15}
    stop (?:met )?(?:mailen|sturen|e-mailen|contact)  maak bezwaar
""")
STOP_ALONE = re.compile(
    r"^\W*(?:stop|unsubscribe|remove|abmelden|austragen|baja|désinscription|afmelden|uitschrijven|\
    no more)\W*$",
    re.IGNORECASE,
)
ACCESS = _any(r"""
    where (?:did|do) you (?:get|have|obtain|find)[^.\n?]{0,30}(?:data|address|details|e-?mail|contact|name)
    (?:copy of|access to) (?:(?:my|our|the|all) )+(?:personal )?data  subject access request  what data (?:do )?you
    woher (?:haben|kennen) sie (?:meine|unsere|mich|die)  auskunft(?:sersuchen|santrag)?(?: nach| gemäß| gem\.| über| zu)
    art(?:ikel|\.)? ?15  d.où (?:tenez|avez)[- ]vous  de dónde (?:han|tienen|ha|sacaron)  hoe komt u aan
""")
ABSENT_SUBJECT = _any(r"""
    automatic reply  auto(?:matic)?[- ]?(?:reply|response)  autoreply  out of (?:the )?office  ooo  automatische antwort
    abwesenheits\w*  abwesenheit  abwesend  réponse automatique  absence(?: du bureau)?  respuesta automática
    fuera de (?:la )?oficina  automatisch antwoord  afwezig\w*  on (?:vacation|leave|holiday)  urlaub\w*
""")
ABSENT = _any(r"""
    (?:estoy|estaré|me encuentro)[^.\n]{0,15}de viaje  (?:ben|zit)[^.\n]{0,15}(?:onderweg|op reis|in het buitenland)
    (?:reageer|antwoord)[^.\n]{0,15}(?:later|bij terugkomst)  (?:responderé|contestaré)[^.\n]{0,20}(?:vuelta|\
    regreso)  (?:auf reisen|unterwegs)
    out of (?:the |my )?office
    (?:am|.m|be|are|is) (?:currently )?(?:away|on (?:annual |parental |maternity |paternity |sick |medical )?leave|\
    on (?:vacation|holidays?)|travelling|traveling)
    no access to (?:my )?e-?mails?  limited access to
    will (?:be back|return|reply|respond|get back)[^.\n]{0,40}(?:upon|on|when|after|as soon)
    nicht (?:im (?:büro|haus|hause|dienst|unternehmen)|am (?:platz|arbeitsplatz)|erreichbar|persönlich erreichbar)
    (?:im|in) (?:urlaub|elternzeit|mutterschutz|krankenstand)  (?:außer haus|ausser haus|abwesend|verreist|dienstreise)
    wird nicht (?:weitergeleitet|gelesen)  nicht weitergeleitet
    (?:suis|serai|sommes) (?:actuellement )?(?:absente?s?|en congés?|en vacances|en déplacement)  absente? du bureau
    de retour le  fuera de (?:la )?oficina  de vacaciones  (?:estoy|estaré) (?:ausente|de baja|fuera)  (?:met|op) vakantie
    afwezig  niet (?:aanwezig|op kantoor|bereikbaar)  met verlof
""")
LEFT = _any(r"""
    (?:i|i.ve|i have) (?:have )?left (?:the |my )?(?:company|firm|organi[sz]ation|business|job)  (?:i.ve|\
    i have) (?:retired|moved on)
    j.ai quitté (?:l.entreprise|la société|mes fonctions)  ya no trabajo (?:en|para|\
    con)[^.\n]{0,20}  ik werk (?:hier )?niet (?:meer|langer)[^.\n]{0,20}
    bin (?:hier )?nicht mehr (?:tätig|beschäftigt|angestellt)
    no longer (?:with|works?|working|employed|part of|at)[^.\n]{0,40}
    (?:has|have|.ve) left (?:the |our )?(?:company|firm|organi[sz]ation|business)  left the company
    nicht mehr (?:bei uns|im unternehmen|für (?:uns|das unternehmen|die firma)|in unserem (?:unternehmen|haus|\
    hause))[^.\n]{0,30}
    (?:das|unser) (?:unternehmen|haus) verlassen  ausgeschieden  ne (?:travaille|fait) plus (?:pour|chez|\
    partie)[^.\n]{0,30}
    a quitté (?:l.entreprise|la société|notre)  ya no (?:trabaja|forma parte)[^.\n]{0,30}
    (?:werkt|is) niet (?:meer|langer) (?:bij|voor|werkzaam)[^.\n]{0,30}
""")
REFERRAL = _any(r"""
    (?:contact|reach out to|speak (?:to|with)|talk to|get in touch with|write to|e-?mail|ask|try) <whom>(?:my |our |\
    the |with )?(?:colleague|[a-z.+-]+@|marketing|head|team|department|assistant|director|boss|partner|\
    [A-Z][a-zà-ü]+ [A-Z])[^\n]{0,60}
    (?:right|correct|better|best) (?:person|contact|address)[^.\n]{0,60}(?:is|would be|:)
    (?:not|isn.t) (?:my|the right) (?:area|department|responsibility|person)[^.\n]{0,40}
    (?:forwarded|passed|passing|forwarding) (?:this|it|your (?:e-?mail|message|mail))[^.\n]{0,20} (?:to|on to|along to)
    (?:is|takes) (?:responsible for|in charge of|care of) (?:this|that|marketing|our marketing|such)
    (?:copying|cc.?ing|looping) in  my successor  wenden sie sich (?:bitte )?(?:direkt )?an(?! mich)
    (?:zuständig|verantwortlich) (?:ist|dafür|hierfür|wäre|dafür ist)[^.\n]{0,50}
    (?:richtige|passende)[rn]? (?:ansprechpartner|kontakt|adresse)\w*
    ansprechpartner(?:in)? (?:ist|dafür|hierfür|wäre|für)[^.\n]{0,50}
    (?:an|meinem|meiner|unserem|unserer) [^.\n]{1,60}weiter(?:geleitet|gegeben)  leite [^.\n]{1,60} weiter
    mein(?:e)? nachfolger(?:in)?  (?:veuillez|merci de|vous pouvez) (?:vous adresser à|contacter)(?! moi)  adressez-vous à
    je (?:transmets|transfère)[^.\n]{0,40}  bonne personne  (?:póngase|pónganse|ponte) en contacto con
    (?:contacte|contacten|escriba|diríjase) (?:con|a) (?!mí)  persona (?:adecuada|indicada|responsable)
    neem (?:dan )?contact op met (?!mij)  (?:kunt|kan) (?:u|je) terecht bij  juiste (?:persoon|contactpersoon)
    doorgestuurd (?:naar|aan)
""")
LATER = _any(r"""
    not (?:right )?now  not at (?:the|this) (?:moment|time|point)
    (?:ping|contact|write|e-?mail|call|ask|try) (?:me|us) (?:again )?(?:in|after|next) (?:q[1-4]|the (?:new year|\
    spring|summer|autumn|fall)|january|february|march|april|may|june|july|august|september|october|november|december|\
    (?:a |a few |two |three |six |\d+ )?(?:months?|quarters?|year|quarter|month))
    (?:circle|check|come|touch) (?:back|base) (?:in|after|next|later)[^.\n]{0,20}
    (?:maybe|perhaps) (?:later|next (?:year|quarter))  bad tim(?:e|ing)
    (?:budget|budgets)[^.\n]{0,30}(?:next (?:year|quarter)|frozen|planned)  next (?:quarter|year)  in q[1-4]
    (?:derzeit|aktuell|momentan|zurzeit|zur zeit|im moment|gerade) (?:leider )?(?:nicht|kein(?:e|en)?)
    zu einem späteren zeitpunkt  (?:nächstes|kommendes) (?:jahr|quartal)
    im (?:frühjahr|sommer|herbst|winter|q[1-4]|nächsten jahr|neuen jahr|kommenden jahr)
    (?:melden|kommen) sie sich[^.\n]{0,20}(?:später|im|nach|wieder)  später (?:noch einmal|nochmal|wieder)
    pas (?:pour le moment|maintenant|en ce moment)  plus tard  l.année prochaine  (?:ahora|de momento|por el momento) no
    más adelante  el (?:próximo año|año que viene)  op dit moment (?:niet|geen)  nu (?:even )?niet  volgend (?:jaar|\
    kwartaal)
""")
NEGATIVE = _any(r"""
    (?:we|i)(?:.ve| have)? (?:just |recently |already )?(?:signed|gone|went|work|working|chosen|decided) (?:with|on|\
    for) (?:somebody|someone|another|a different|an?other)
    (?:machen|erledigen|lösen|stemmen) (?:wir )?(?:das |es |dies )?(?:alles )?(?:selbst|selber|intern|im haus)
    (?:wir|ich) (?:machen|erledigen|lösen|mache) (?:das|es|dies|so etwas|alles) (?:\w+ )?(?:selbst|selber|intern|im haus)
    (?:do|handle|manage|cover) (?:this|that|it|all of (?:this|it|that)|everything|our marketing) (?:ourselves|\
    internally|on our own)
    (?:nous )?(?:faisons|gérons) (?:cela|ça|tout) (?:nous-mêmes|en interne)  (?:lo|todo) (?:hacemos|\
    gestionamos) (?:nosotros|internamente)
    (?:doen|regelen) (?:we|wij|dit|dat|het)[^.\n]{0,15}zelf
    (?:not|never|n.t)(?: really| at all| currently)? interested  no interest  no,? thank(?:s| you)?  no thx
    not (?:for us|for me|a (?:good )?fit|relevant|looking(?: for)?|needed|something (?:we|i))
    (?:i|we|i.ll|we.ll|going to|have to|will) pass(?: on this)?
    (?:already|we) (?:have|work with|use|are with|happy with)[^.\n]{0,20}(?:an? |our |another )?agency
    happy with (?:our|what)  reject(?:ed)?  declin(?:e|ed|ing)
    (?:no|don.t (?:have )?(?:any )?|do not (?:have )?(?:any )?)need  in-?house  no budget
    kein(?:erlei)? (?:weiteres )?interesse  (?:nicht|wenig) interessiert  nein,? (?:danke|vielen dank|besten dank)
    kein(?:en)? bedarf  nicht in (?:frage|betracht)  abgelehnt  (?:lehne|lehnen)[^.\n]{0,40} ab  ablehnen
    (?:bereits|schon|haben) (?:eine |unsere )?(?:feste |eigene )?agentur  nicht relevant
    (?:intern|inhouse|selbst) (?:gelöst|abgedeckt|erledigt|umgesetzt)  machen wir (?:intern|selbst|inhouse)  kein budget
    passt (?:leider )?nicht  pas (?:du tout )?intéressée?s?  (?:pas|aucun) d?.?intérêt  non,? merci  pas besoin
    (?:avons|travaillons) déjà[^.\n]{0,30}  ne (?:nous|m.)intéresse pas
    no (?:me |nos )?(?:interesa|estamos interesad[oa]s|\
    estoy interesad[oa])  no,? (?:muchas )?gracias  no (?:lo )?necesitamos
    ya (?:tenemos|trabajamos con)[^.\n]{0,20}  geen (?:interesse|behoefte|belangstelling)  niet geïnteresseerd
    nee,? (?:bedankt|dank)  (?:hebben|werken) al[^.\n]{0,20}(?:bureau|partner)
""")
FIRM_NO = _any(r"""
    no (?:me|nos) interesan?  ne (?:nous|m.)intéresse pas
    no interest  (?:not|n.t)(?: really| at all)? interested  no,? thank(?:s| you)  kein interesse  nicht interessiert
    nein,? danke  pas intéressée?s?  non,? merci  no,? gracias  geen interesse  niet geïnteresseerd  nee,? bedankt
""")
POSITIVE = _any(r"""
    (?:can|could|shall|may|should) (?:we|i|you) (?:please |perhaps |maybe )?(?:all )?(?:speak|talk|meet|chat|\
    have a (?:call|word)|call|phone|ring)\b
    (?:ring|phone|call) (?:me|us)  (?:we|i) (?:could|can|should|want to|would like to) (?:talk|speak|meet|discuss)
    (?:book|find|fix|agree on|propose|suggest) (?:a|some|half an|an) (?:slot|time|date|hour|day|appointment)
    (?:passt|passen|ginge|geht|klappt|hätten|haben) (?:ihnen|es ihnen|sie)[^.\n?]{0,30}(?:telefonat|gespräch|termin|\
    zeit|anruf|call|treffen)
    (?:können|könnten|wollen|sollen) (?:wir|sie)[^.\n?]{0,40}(?:telefonieren|sprechen|unterhalten|treffen|anrufen|\
    austauschen)
    (?:pouvons|pourrions|pouvez|pourriez|peut|puis)[- ](?:nous|vous|on|je)[^.\n?]{0,30}(?:parler|échanger|appeler|\
    rencontrer|téléphoner|voir)
    (?:podemos|podríamos|podrían?|puede|pueden)[^.\n?]{0,20}(?:hablar|reunirnos|llamar\w*|vernos|charlar)
    (?:kunnen|zullen|kunt|kan) (?:we|u|jij|ik)[^.\n?]{0,30}(?:bellen|spreken|praten|afspreken|ontmoeten)
    (?:i am|i.m|we are|we.re|very|quite|definitely|yes,?|be|would be) (?:very |quite |definitely |really )?interested
    interested in (?:hearing|learning|a|your|more|seeing|talking)
    sounds (?:very |really )?(?:good|great|interesting|promising|useful|relevant)
    let.?s (?:talk|chat|schedule|set up|have|meet|do|discuss|find|hop|book|arrange)
    (?:book|schedule|set up|arrange|hop on|have|do|jump on|organi[sz]e) (?:a|an|some)(?: quick| short| brief|\
    \s\d+.minute)? ?(?:call|meeting|demo|chat|time|conversation|appointment)
    (?:give|call) (?:me|us) (?:a (?:call|ring)|on|tomorrow|next|this|at|back)
    (?:send|share|forward|provide)[^.\n?]{0,50}(?:pricing|prices?|price list|proposal|offer|quote|quotation|examples?|\
    samples?|case stud(?:y|ies)|rates|details|deck|overview|more info\w*)
    (?:what|how much) (?:does|would|do|is|are)[^.\n?]{0,40}(?:cost|charge|price|pricing|rates?|fees?)  how much
    (?:when|what time)[^.\n?]{0,30}(?:free|available|suit|work for you)  are you (?:free|available)
    (?:i|we)(?:.d| would) (?:love|like|be happy|be glad|be keen) to (?:hear|learn|know|talk|discuss|see|meet|chat|\
    find out|explore|take)[^.\n]{0,40}
    tell (?:me|us) more  yes,? please  happy to (?:talk|chat|meet|jump|discuss|have|take|hear|look)  works for (?:me|us)
    (?:tuesday|monday|wednesday|thursday|friday|tomorrow|next week) (?:would |could )?(?:works?|suits?|is fine|is good)
    keen to  count (?:me|us) in  looking forward to (?:talking|speaking|meeting|hearing|your)
    (?:bin|sind|wäre|wären|ja,?|sehr|durchaus|grundsätzlich) (?:wir |ich )?(?:sehr |durchaus |grundsätzlich |\
    auch )?interessiert
    (?:haben|habe|hätten|hätte|besteht|großes|grosses|grundsätzlich) (?:\w+ ){0,3}interesse
    (?:klingt|hört sich) (?:\w+ ){0,2}(?:gut|spannend|interessant|vielversprechend)(?: an)?
    (?:termin|telefonat|gespräch|anruf|call|telefontermin|videocall|meeting)[^.\n]{0,40}(?:vereinbaren|ausmachen|\
    machen|abstimmen|einrichten|führen|vorschlagen)
    (?:schlagen|machen) sie[^.\n]{0,30}(?:termin|vor)  rufen sie (?:mich|uns|gern|bitte)[^.\n]{0,20}
    (?:schicken|senden|lassen|übersenden|mailen) sie (?:mir|uns|bitte)[^.\n]{0,60}(?:angebot|preise?|preisliste|\
    unterlagen|muster|beispiele?|referenzen|informationen|infos|details|konditionen|zukommen)
    (?:was|wie viel|wieviel) (?:kostet|kosten|würde|verlangen)[^.\n?]{0,40}
    (?:gern|gerne) (?:\w+ ){0,3}(?:sprechen|telefonieren|mehr|austauschen|kennenlernen|unterhalten|ein angebot|\
    einen termin)
    (?:passt|passen würde|würde passen)(?: (?:mir|uns|bei mir|es))?[^.\n]{0,20}(?:gut|montag|dienstag|mittwoch|\
    donnerstag|freitag|morgen|uhr)
    wann (?:haben|hätten) sie zeit
    (?:freue|freuen) (?:mich|uns) auf[^.\n]{0,40}(?:gespräch|anruf|austausch|termin|rückmeldung|angebot)
    ja,? (?:bitte|gern\w*)  (?:bitte|gern\w*)(?: um)? (?:ein|ihr) angebot  um ein angebot
    (?:suis|sommes|serions|serais|très) (?:très |assez |fort )?intéressée?s?
    (?:envoyez|envoyer|transmettre|faire parvenir|faites)[^.\n]{0,40}(?:offre|tarifs?|devis|prix|proposition|\
    exemples?|informations|documentation)
    (?:quels sont|combien)[^.\n?]{0,40}(?:tarifs?|prix|coûte|coûtent|coûterait)  combien (?:coûte|cela|ça)
    (?:appelez|rappelez)[- ](?:moi|nous)  (?:un|fixer|prendre|convenir d.un) (?:rendez-vous|appel|échange)  avec plaisir
    volontiers  (?:me|nous) convient
    (?:estamos|estoy|estaríamos|estaría|muy|me|nos) (?:muy )?(?:interesad[oa]s?|interesa(?:ría)?)
    (?:envíe|envíen|enviar|mande|manden|pasar|puede enviar)\w*[^.\n]{0,40}(?:oferta|precios?|tarifas?|presupuesto|\
    propuesta|ejemplos?|información)
    cuánto (?:cuesta|costaría|cobran|sería)  (?:llám|llam)\w+
    (?:agendar|concertar|tener|programar) (?:una )?(?:llamada|reunión|cita)  suena (?:muy )?(?:bien|interesante)
    (?:ben|zijn|wel|zeer) (?:wel |zeer |erg )?geïnteresseerd  (?:heb|hebben|wel) interesse
    klinkt (?:\w+ )?(?:goed|interessant)
    (?:stuur|sturen|opsturen)[^.\n]{0,40}(?:offerte|prijzen|prijs|tarieven|voorstel|voorbeelden|informatie)
    wat (?:kost|zijn de kosten)[^.\n]{0,20}  (?:afspraak|gesprek|call) (?:maken|plannen|inplannen)
    bel (?:me|mij|ons)[^.\n]{0,15}  graag (?:\w+ ){0,3}(?:gesprek|afspraak|offerte|meer)
""")
RECEIPT = _any(r"""
    (?:we have|we.ve|has been) received (?:your )?(?:message|request|e-?mail|enquiry|inquiry)?
    ticket (?:number|#|id|nummer|nr)  (?:case|request|reference) (?:number|#)  \[?ticket[ #:]
    ihre (?:nachricht|anfrage|e-?mail) (?:ist|wurde|haben wir)[^.\n]{0,30}(?:eingegangen|erhalten)  eingangsbestätigung
    avons bien reçu  hemos recibido  hebben uw (?:bericht|mail|vraag) ontvangen
""")
UNDELIVERED = _any(r"""
    undeliver(?:able|ed)(?: mail)?  delivery (?:status notification|has failed|failure|failed|incomplete)
    (?:mail|message) (?:delivery|could not be|was not|not) (?:failed|delivered|be delivered)  returned mail
    address (?:not found|rejected|couldn.t be found)  user unknown
    mailbox (?:unavailable|not found|full|does not exist|is full|over quota)  unzustellbar  nicht zugestellt
    (?:konnte|wurde) nicht (?:zugestellt|übermittelt)  non remis  no se (?:ha podido|pudo) entregar
    niet (?:bezorgd|afgeleverd)  5\d\d[ -]5\.\d\.\d  recipient (?:rejected|not found|unknown)
""")
DAEMON = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon|bounce[sd]?|mdaemon)\b", re.IGNORECASE)
SOFT = _any(r"""
    (?:mailbox|quota|inbox|postfach)[^.\n]{0,30}(?:full|exceeded|over|voll|überschritten)  over ?quota  quota exceeded
    delayed  try(?:ing)? again later  temporar\w+  greylist\w*  spam  blocked  blacklist\w*  blocklist\w*  policy  reputation
    rate limit\w*  verzögert  vorübergehend
""")
