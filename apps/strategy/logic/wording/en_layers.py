"""English sentences of layers one to five."""

TEXTS: dict[str, tuple[str, ...]] = {
    # Layer 1: business reality
    "bm.intro": (
        "The business is {industry}; the market is {geography}.",
        "{name} earns its living in one field: {industry}. It sells in {geography}.",
        "Field: {industry}. Market: {geography}. Everything below is written for these two and nothing wider.",
        "Two facts set the frame for {name}. The field is {industry}, and the market is {geography}.",
    ),
    "bm.offer": (
        "What is sold, in the client's words: {offer}",
        "The offer this plan is about reads: {offer}",
        "The brief describes the offer like this: {offer}",
    ),
    "bm.money": (
        "Most of the money comes from the first of these lines: {streams}.",
        "Revenue stands on {count} legs, named in this order: {streams}.",
        "The brief lists where revenue comes from: {streams}.",
    ),
    "bm.goal": (
        "For this engagement one thing counts: {objective}.",
        "What should be different at the end: {objective}.",
        "The objective that decides between two good ideas: {objective}.",
    ),
    "stream.first": (
        "{stream}. This line is what the plan promotes; a tactic that does not lead here needs a reason.",
        "{stream}. The plan works for this line first, because the offer at hand belongs to it.",
        "{stream}. Named first, and treated first: content and budget are aimed at it.",
    ),
    "stream.other": (
        "{stream}. It follows from the first line and gets no budget of its own.",
        "{stream}. Mentioned where it helps a buyer decide, not advertised separately.",
        "{stream}. It is kept in view as a second sale and measured, but not pushed.",
        "{stream}. It profits when the main offer sells; the plan leaves it alone until the review.",
    ),
    "stream.none": (
        "Not stated. The plan assumes that the main offer brings most of the revenue.",
        "The brief leaves this open; until it is answered, the main offer is treated as the only line.",
    ),
    "unit.facts": (
        "The client's own figures: {facts}.",
        "What a customer is worth, as the brief has it: {facts}.",
        "These figures come from the client and are not rounded here: {facts}.",
    ),
    "unit.reading": (
        "They set the ceiling for what winning a customer may cost; reach without orders does not move them.",
        "A channel earns its place against these figures, not against its number of views.",
        "Read together they say how patient the plan can be: a contact that becomes a customer late still pays.",
    ),
    "unit.none": (
        "Not stated. Until the figures are known, cost per result is tracked from the first day and compared between channels only.",
        "The brief gives no figures here. The plan therefore compares channels with each other and leaves profit per customer open.",
    ),
    "price.facts": (
        "Price and terms as stated: {pricing}",
        "The client charges as follows: {pricing}",
        "On price the brief says: {pricing}",
    ),
    "price.open": (
        "Prices are named early and without apology, so that whoever cannot afford it leaves before a conversation is booked.",
        "The price stands on the page and in the posts that ask for something; hiding it would invite the wrong enquiries.",
        "We show the price next to what it ends, {pain}, because alone a number only looks high or low.",
    ),
    "price.closed": (
        "What may not be published stays out of every text; the way to a quote is described instead.",
        "Where a price must stay private, the text says how a quote comes about and how long it takes.",
    ),
    "price.neutral": (
        "Until it is settled whether prices may be published, texts name the way to a price and no amount.",
        "The brief does not say whether prices may be shown; texts stay without amounts until it does.",
    ),
    "price.none": (
        "Not stated. No text names an amount; every call to act leads to a conversation or to the website.",
        "The brief gives no price, so none appears. The first question to the client is whether one may be shown.",
    ),
    "growth.quote": (
        "What holds growth back, as the client sees it: {bottleneck}",
        "Asked for the one thing in the way, the client says: {bottleneck}",
        "The brief names the brake: {bottleneck}",
    ),
    "growth.Awareness": (
        "We read this as a question of awareness. The offer does not lose comparisons; it is absent from them.",
        "That is awareness: the right people do not choose against {name}, they choose without it.",
        "The shortage is of people who know the name at the moment the problem hurts, which makes awareness the bottleneck.",
    ),
    "growth.Trust": (
        "We read this as trust. People understand the offer and wait, because they have been disappointed before.",
        "That is a matter of trust: more reach would only bring more people who hesitate for the same reason.",
        "The offer is understood and not yet believed; trust is the bottleneck, and proof the only thing that widens it.",
    ),
    "growth.Conversion": (
        "We read this as conversion. Interest is there and gets lost on the last steps.",
        "That is conversion: people come close and turn away, so the plan repairs the last steps before it buys more visitors.",
        "Enough people look; too few decide. Conversion is the bottleneck, and doubts at the point of decision are the cause to work on.",
    ),
    "growth.Retention": (
        "We read this as retention. New customers come in and leave again, and each one has to be won anew.",
        "That is retention: the plan starts with those who have bought, because winning more of them would fill a leaking vessel.",
        "People buy and do not stay; retention is the bottleneck and decides what everything else is worth.",
    ),
    "growth.Demand": (
        "We read this as demand. Too few people feel the problem strongly enough at present to look for an answer.",
        "That is demand: the need has to be felt before anybody compares offers.",
        "The market is quiet at present; demand is the bottleneck, so the plan has to show the cost of leaving things as they are.",
    ),
    "growth.assumed": (
        "The brief does not name a bottleneck. We start from awareness, because it is the cheapest one to test, and check it after two weeks.",
        "No bottleneck is named. The working assumption is awareness; the first two weeks show whether it holds.",
    ),
    # Layer 2: market truth
    "market.mature": (
        "Mature: buyers have a supplier or a habit already and are unhappy with it. The brief shows it in complaints such as {pain}",
        "The category is mature. People here do not ask whether to solve the problem, they complain about how it is solved now: {pain}",
        "A mature market: what buyers say is about bad solutions, not about a missing one. One example: {pain}",
    ),
    "market.young": (
        "Still forming: buyers describe a situation, not a failed supplier. The brief puts it like this: {pain}",
        "The category is young in the buyer's mind. There is a problem and no fixed idea yet of who solves it: {pain}",
        "Not settled: nobody in the brief complains about another supplier, only about the state of things: {pain}",
    ),
    "market.consequence.mature": (
        "So the plan does not explain the category. It shows what is done differently here and lets people compare.",
        "It follows that comparison is the natural form: before and here, side by side, in the client's own facts.",
    ),
    "market.consequence.young": (
        "So the plan explains the problem first and the offer second; whoever has no name for it cannot search for it.",
        "It follows that every text begins with the situation and reaches the offer only when the reader has nodded.",
    ),
    "market.check": (
        "This reading rests on the complaints in the brief alone; five short calls with recent customers in the first two weeks confirm or correct it.",
        "We have no market figures and use none. Five conversations with recent customers are planned to test this reading.",
    ),
    "white.matched": (
        "The open space lies where a complaint meets something {name} really does. Buyers say {pain} {name} can answer {difference}",
        "One complaint is answered by a fact. The complaint: {pain} The fact: {difference} That pair is the space to occupy.",
        "Nobody has to be attacked to find room. People say {pain} Here stands an answer that can be checked: {difference}",
    ),
    "white.loose": (
        "The brief names a complaint, {pain}, and a strength, {difference} That the second answers the first is our hypothesis; pillar 1 tests it.",
        "We pair the first complaint with the first strength: {pain} and {difference} The link is plausible and not proven; it is tested first.",
    ),
    "white.none": (
        "The brief names no difference that a competitor could not claim too. Until it does, the space is taken by answering {pain} more plainly than others do.",
        "No difference is stated. The plan fills the gap with candour about {pain} and asks the client what only {name} can say.",
    ),
    "white.more": (
        "A second field stays in reserve: {difference}",
        "Kept for later, so that the first message is not diluted: {difference}",
    ),
    "not.bottleneck.Awareness": (
        "Polishing the website before enough of the right people see it: the bottleneck is awareness, not conversion.",
        "Retargeting the few who came already. Awareness is what is short, so money goes to people who have not met {name}.",
    ),
    "not.bottleneck.Trust": (
        "Buying reach before proof is in place: every new visitor would meet the same doubt.",
        "Louder promises. Where trust is short, a promise without proof makes it shorter.",
    ),
    "not.bottleneck.Conversion": (
        "Buying more visitors while the known doubts stay unanswered: it raises the bill and not the orders.",
        "Discounts as a first answer. People hesitate over a doubt, and a lower price does not remove it.",
    ),
    "not.bottleneck.Retention": (
        "Spending on first orders before the second one is made easier.",
        "Offers for newcomers only, which tell those who stayed that they were wrong to stay.",
    ),
    "not.bottleneck.Demand": (
        "Comparing {name} with others while people do not yet feel the need.",
        "Asking for the order in the first text; the need comes first.",
    ),
    "not.audience": (
        "Speaking to everybody. Whoever is not among {audience} may read along; nothing is written for them.",
        "Widening the audience when a week is slow. The plan is for {audience}, and a slow week is a reason to look at the message.",
    ),
    "not.channels": (
        "A further channel before the planned ones have had their review: one more half-kept place helps nobody.",
        "Opening new channels because others are there. Each channel below has a job and a stop rule; a new one needs both.",
    ),
    "not.proof": (
        "Statements without proof, such as {claim} They stay out until the client can show what they rest on.",
        "Using {claim} as a claim: nothing in the brief proves it yet.",
    ),
    "not.given": ("From the brief: {rule}", "The client rules it out: {rule}", "Off limits, in the client's words: {rule}"),
    "not.excluded": ("Not part of what was sold: {rule}.", "Outside the agreed scope: {rule}."),
    # Layer 3: audience psychology
    "aware.Awareness": (
        "Problem-aware: they feel what is wrong and do not know that {name} exists.",
        "Problem-aware. The trouble is familiar, the name {name} is not.",
    ),
    "aware.Trust": (
        "Product-aware and doubtful: they know offers like this one and have reasons to wait.",
        "Product-aware. They could describe the offer to a colleague; what they lack is a reason to believe it.",
    ),
    "aware.Conversion": (
        "Product-aware, close to a decision: they have looked and found something that holds them back.",
        "Product-aware. They stand in front of the decision with one or two open questions.",
    ),
    "aware.Retention": (
        "Most aware: they have bought once and compare every next step with that experience.",
        "Most aware. These are customers or former ones; nothing has to be explained, something has to be kept.",
    ),
    "aware.Demand": (
        "Barely aware: the state of things counts as normal, so no one looks for an answer.",
        "Hardly aware. What costs them something is taken for granted.",
    ),
    "aware.voice": (
        "In their own words: {pain}",
        "What one of them might say: {pain}",
        "It sounds like this: {pain}",
    ),
    "aware.start": (
        "A text that begins with {name} loses them; one that begins with their day does not.",
        "So the first line of each text belongs to the reader's situation, the last one to {name}.",
        "The first sentence therefore shows that somebody has understood; the offer comes after that.",
    ),
    "objection.bottleneck": (
        "The doubt behind the bottleneck: {bottleneck}",
        "What stands in the way before any detail: {bottleneck}",
    ),
    "objection.before": (
        "Past experience: {pain} Why should it go differently this time?",
        "It went wrong before: {pain} A new supplier sounds like more of it.",
        "Resignation, learned from experience: {pain}",
        "The memory of the last attempt: {pain}",
    ),
    "objection.price": (
        "The price: is it worth that much to me, and what if it is not?",
        "The price, once it is known, and the fear of paying for something that ends up unused.",
        "Whether the price is justified when things could also stay as they are.",
    ),
    "answer.difference": (
        "Answer with what is done: {difference}",
        "The reply is a fact about how {name} works: {difference}",
        "Say how it works here: {difference}",
        "Point to the practice: {difference}",
    ),
    "answer.price": (
        "Set the price beside what it brings, {outcome}, and beside the terms: {pricing}",
        "Name the terms in full and what they lead to, {outcome} The terms: {pricing}",
    ),
    "answer.outcome": (
        "Describe the state afterwards, as buyers wish for it: {outcome}",
        "Show the result that people ask for: {outcome}",
    ),
    "proof.shown": ("Shown by: {proof}", "The proof: {proof}", "It rests on: {proof}"),
    "proof.none": (
        "No proof in the brief yet; until there is one, the answer is given as an intention and not as a fact.",
        "Proof is missing here. It is asked for below, and no text claims it before.",
    ),
    "trust.proofs": (
        "Trust is carried over from things that can be checked. In this order: {proofs}.",
        "What others have seen counts more than what {name} says. The plan uses, in this order: {proofs}.",
        "The bridge is evidence with a date and a source. The brief holds: {proofs}.",
    ),
    "trust.use": (
        "Each piece appears beside the claim it proves, never in a gallery of its own, and always with its source.",
        "One piece of proof per text is enough; its source stands with it, so that a reader can ask for it.",
        "A proof is quoted with its date or not at all. An undated figure is a rumour.",
    ),
    "trust.none": (
        "The brief names nothing that proves a claim. The first task is to collect two pieces: one customer who agrees to be named, and one figure with its source.",
        "There is no proof in the brief. Until there is, texts show how the work is done, step by step, because a process can be checked without a reference.",
    ),
    # Layer 4: value architecture
    "sacrifice.audience": (
        "To be clear to {audience}, {name} accepts being dull to everybody else.",
        "The choice of {audience} costs attention elsewhere, and that is the price of being understood.",
        "{name} gives up general applause: the texts are for {audience}.",
    ),
    "sacrifice.message": (
        "Of the things that could be promised, one leads. These wait: {others}.",
        "One promise in front means that others step back for now: {others}.",
    ),
    "sacrifice.pace": (
        "It also gives up speed where speed would need a claim without proof.",
        "And it gives up the quick effect of a bold claim; a claim enters a text when its proof is there.",
    ),
    "diff.structural": (
        "Structural: the difference lies in how the work is organised, so it costs a competitor effort to copy. {differences}.",
        "Structural. These are facts of the operation, not of the brochure: {differences}.",
        "Structural, because it follows from decisions about the work itself: {differences}.",
    ),
    "diff.cosmetic": (
        "Cosmetic at present: what the brief names could be said by others too. {differences}. Texts therefore lean on proof and on tone.",
        "Cosmetic, as far as the brief goes: {differences}. A structural difference has to be found or built; until then the manner of speaking sets {name} apart.",
    ),
    "diff.none": (
        "Cosmetic at present, for the brief names no difference. The plan leans on plain language and on the order of the message until one is found.",
    ),
    # Layer 5: narrative
    "story.problem": (
        "It begins with an ordinary day: {pain}",
        "The story opens where the reader stands: {pain}",
        "First scene, known to everybody in the audience: {pain}",
    ),
    "story.problem.more": ("Close by: {pains}.", "The same day has more of it: {pains}.", "What belongs to it: {pains}."),
    "story.tension": (
        "They would like something else: {outcome} Between the two stands this: {bottleneck}",
        "The wish is clear, {outcome} What keeps it from happening: {bottleneck}",
        "On one side the wish: {outcome} On the other what the client sees as the brake: {bottleneck}",
    ),
    "story.tension.plain": (
        "They would like something else: {outcome} So far nobody has shown them a way that they believe.",
        "The wish is clear, {outcome} The way there is not.",
    ),
    "story.resolution": (
        "The turn comes with a fact, not with a slogan: {difference} From there to {outcome} the reader can walk alone.",
        "What changes the picture: {difference} The result is the wish from the beginning: {outcome}",
        "Then somebody does it differently: {difference} And the day ends with this: {outcome}",
    ),
    "story.resolution.plain": ("The turn is the offer itself, described step by step until the wish looks reachable: {outcome}",),
    "story.enemy": (
        "The enemy is a state of things and never a person or a named competitor: {pain} Getting used to it is what we write against.",
        "We write against the habit behind {pain} Nobody is blamed for it, least of all the reader.",
        "The opponent is the resignation in {pain} It has no name and no company logo, so it can be fought without hurting anyone.",
    ),
    "story.repetition": (
        "One sentence returns in every week and on every channel, in different clothes: {promise} Posts vary scene and proof; this core stays until the review.",
        "The core is said again until the client is tired of it, for readers meet it far less often: {promise} Each pillar returns at least once in two weeks.",
        "What is repeated is the promise, what changes is the evidence. The promise: {promise} One text in each week ends on it.",
    ),
}
