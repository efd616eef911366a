"""Where no phrase is known: single words that hint at a class, weighed clause by clause. Such a judgement goes to a person."""

from __future__ import annotations

import re

from apps.cam.contracts import ReplyClass


def _stems(text: str) -> re.Pattern:
    return re.compile(r"(?<!\w)(?:" + "|".join(text.split()) + r")")


_REMOVE = _stems(
    r"remov\w* delet\w* eras\w+ unsub\w* exclud\w+ purg\w+ omit\w* unlist\w* opt-?out losch\w* loesch\w* \w*loschung\w* entfern\w* streich\w* gestrich\w* abmeld\w* abgemeld\w* "
    r"austrag\w* ausgetrag\w* raus\b abbestell\w* supprim\w* suppression effac\w* retir\w+ retrait desins\w* desabon\w* radi\w+ enlev\w+ elimin\w* borr\w+ suprim\w* supresion "
    r"quit[ea]\w* baja\b exclu[yi]\w* verwijder\w* schrap\w* wis\b wissen gewist uitschr\w* uitgeschr\w* afmeld\w* afgemeld\w* haal\b halen off\b left afbestell\w* forget oubli\w+ vergeet"
)
_RECEIVE = _stems(
    r"want\w* wish\w* receiv\w+ hear\b wunsch\w* mocht\w* erhalt\w* bekomm\w* empfang\w* souhait\w* recev\w* veux desir\w* recib\w* quier\w* dese\w+ ontvang\w* wens\w* krijg\w* more\b "
    r"further again any\s?more ever\b mehr\b weiter\w* wieder\b plus\b encore mas\b meer\b verder future kunftig\w* avenir adelante toekomst please bitte svp por\sfavor graag alsjeblieft"
)
_STOP = _stems(
    r"stop\w* stopp\w* ceas\w+ quit\b enough\sof refrain\w* desist basta\b dejen? cesen? paren\b arret\w* cess\w+ ophoud\w* hou\b aufhor\w* genug unterlass\w* absehen abstand "
    r"suffit verschon\w* schluss abst[eo]\w+ stopt no\smore tired sick fed genoeg hartos? marre"
)
_MAILING = _stems(
    r"e?mail\w* mailing\w* mailbox messages? lists? liste[ns]?\b verteiler\w* contact(?:ed|ing)?\b contacts?\b marketing\smail\w* newsletters? werbung\w* werbe\w+ reclame publicit\w+ pubs?\b correos? "
    r"spam\w* junk address(?:es)?\b adresse[ns]?\b database data\b daten\w* angaben donnees fichiers? coordonnees datos lista\w* gegevens bestand\b berichten nachrichten mensajes "
    r"kontakt\w* contacter contacte\w* anschreiben angeschrieben name\b inbox courrier\w* advertis\w+ solicit\w+ posteingang publicidad propaganda zusend\w+ acquisitie kaltakquise prospection demarch\w+"
)
_MINE = _stems(
    r"me\b us\b my\b our\b mich\b uns\b mein\w* unser\w* moi\b nous\b mes\b mon\b nos\b notre\b mi\b mis\b nuestr\w+ \w+me\b \w+nos\b mij\b ons\b mijn\b onze\b"
)
_THREAT = _stems(
    r"authorit\w+ lawyer\w* attorney\w* solicitor\w* legal\b police regulator\w* gdpr dsgvo rgpd avg\b cnil aepd illegal\w* unlawful complain\w+ behorde\w* anzeige anwalt\w* avocat\w* abogad\w+ advocaat "
    r"juridi\w+ rechtlich\w* denunci\w+ klacht plainte beschwerde\w* ordnungswidrig\w* verboten sue\b court harass\w* intimidat\w+ belastig\w+"
)
_AGAINST = _stems(
    r"no\b not\b \w+n't\b never\b none nothing nobody neither nor\b without unable beyond kein\w* nicht\b nichts nie\b niemals ohne verzicht\w* weder ne\b n'\w+ pas\b aucun\w* rien jamais sans ni\b nunca nada "
    r"sin\b tampoco ningun\w* geen niet\b niets niks nooit zonder unfortunately leider malheureusement lamentablemente helaas jammer sorry sadly regret\w* already bereits schon deja ya\b reeds"
)
_GOODS = _stems(
    r"pric\w+ cost\w* quot\w+ offers? proposal\w* pilot\w* trial\w* demo\w* sampl\w+ exampl\w+ case\sstud\w+ packages? rates? next\ssteps? appointment\w* meeting\w* angebot\w* preis\w* kosten\w* vorschlag\w* beispiel\w* "
    r"termin\w* schritte muster\w* referenz\w* konditionen devis tarif\w* prix cout\w* exemples? rendez-vous en\sdire\splus oferta\w* precio\w* presupuesto\w* propuesta\w* ejemplos? coste\w* costo\w* reunion\w* "
    r"offertes? prijs prijzen prijs\w+ kostprijs kost\w* voorstel\w* voorbeeld\w* afspraak tarie\w+ call\b telefon\w* details? infos?\b information\w* more\sabout mehr\suber plus\ssur mas\ssobre meer\sover"
)
_GLAD = _stems(
    r"great\b good\b perfect\w* excellent love\b lovely super\b yes\b yeah\b sure\b ja\b jo\b gern\w* prima klasse gut\b spannend interess\w+ parfait\w* oui\b volontiers bien\b genial\w* perfecto si\b claro bueno "
    r"encanta\w* graag leuk\w* goed\w* mooi\w* welcome willkommen keen happy glad curious neugierig benieuwd"
)
_OTHERS = _stems(
    r"colleague\w* manager boss\b director\b department head\sof procurement purchasing successor kolleg\w+ chef\w* abteilung\w* vorgesetzt\w+ geschaftsf\w+ zentrale nachfolger\w* einkauf\b collegues? service\b responsable "
    r"directeur directrice patron\w* siege associe\w* compan[ei]r[oa]s? jef[ea]\b departamento director\w* soci[oa]\b gerente collega\w* afdeling directie baas\b hoofdkantoor leidinggevende holding partner\b"
)
_THANKS_BUT = re.compile(
    r"(?<!\w)(?:thank\w*|appreciate\w*|danke|dank|merci|gracias|agradezco|bedankt|nice|flattered|gentil|kind of you|nett)(?!\w).{0,80}?(?<!\w)(?:but|however|though|aber|jedoch|doch|mais|pero|maar)(?!\w)",
    re.DOTALL,
)
_THANKS = re.compile(
    r"(?:many |vielen |mille |muchas |hartelijk )?(?:thank\w*|danke?|merci|gracias|bedankt|dank)(?: you| je| u| sehr| bien)? (?:for|fur|pour|por|voor)\b(?!.*\b(?:please|bitte|could|send)\b)"
)


def leaves(clauses: list[str]) -> tuple[ReplyClass, float, str] | None:
    """A demand to stop that no phrase covers, by a verb of removal or silence with its object in one clause."""
    found = _leaves(clauses)
    return (ReplyClass.UNSUB, 0.55, f"may ask to stop: “{found}”") if found else None


def weigh(clauses: list[str]) -> tuple[ReplyClass, float, str] | None:
    """Class, confidence (below the threshold) and reason; None if no word hints at anything."""
    text = ". ".join(clauses)
    statement = [c for c in clauses if not c.endswith("?")]
    against = [c for c in statement if _AGAINST.search(c)]
    wants = [c for c in clauses if _GOODS.search(c) and not _AGAINST.search(c) and not _THANKS.match(c)]
    if wants and (not against or any(c.endswith("?") for c in wants)):
        return ReplyClass.POSITIVE, 0.55, f"may ask for something: “{wants[0][:60]}”"
    if _THANKS_BUT.search(text) or against:
        return ReplyClass.NEGATIVE, 0.5, f"sounds like a no: “{(against or clauses)[0][:60]}”"
    if others := next((c for c in statement if _OTHERS.search(c)), ""):
        return ReplyClass.REFERRAL, 0.5, f"may name somebody else: “{others[:60]}”"
    if glad := next((c for c in statement if _GLAD.search(c) and len(c.split()) > 2), ""):
        return ReplyClass.POSITIVE, 0.4, f"sounds like a yes: “{glad[:60]}”"
    return None


def _leaves(clauses: list[str]) -> str:
    """The clause that seems to ask for silence or erasure, "" if none."""
    short = len(" ".join(clauses).split()) <= 3
    for clause in clauses:
        removes, mailing = _REMOVE.search(clause), _MAILING.search(clause)
        silence = _STOP.search(clause) or _AGAINST.search(clause)
        if clause.endswith("?") and not (removes and _MINE.search(clause)):
            continue
        if removes and (mailing or short) and not _GOODS.search(clause.replace("details", "").replace("information", "")):
            return clause[:60]
        if removes and _MINE.search(clause) and len(clause.split()) <= 6 and not _GOODS.search(clause):
            return clause[:60]
        if silence and mailing and (_RECEIVE.search(clause) or _STOP.search(clause)) and not _GOODS.search(clause):
            return clause[:60]
        if _THREAT.search(clause) and (mailing or _MINE.search(clause) or len(clause.split()) <= 8):
            return clause[:60]
    return ""
