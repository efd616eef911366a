"""English sentences of business and market (layers one and two)."""

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
        "Buyers of this kind have tried something before and say what was wrong with it. In the brief of {name} it sounds like this: {pain}",
    ),
    "market.young": (
        "Still forming: buyers describe a situation, not a failed supplier. The brief puts it like this: {pain}",
        "The category is young in the buyer's mind. There is a problem and no fixed idea yet of who solves it: {pain}",
        "Not settled: nobody in the brief complains about another supplier, only about the state of things: {pain}",
        "People describe a state and blame nobody for it, which is the mark of a young market. In the brief of {name}: {pain}",
    ),
    "market.consequence.mature": (
        "So the plan does not explain the category. It shows what is done differently here and lets people compare.",
        "It follows that comparison is the natural form: before and here, side by side, in the client's own facts.",
        "For {name} this means: no lesson about the category, but a plain account of what goes differently, so that people can judge for themselves.",
        "The texts may therefore take the problem as known and spend their lines on what {name} does about it.",
    ),
    "market.consequence.young": (
        "So the plan explains the problem first and the offer second; whoever has no name for it cannot search for it.",
        "It follows that every text begins with the situation and reaches the offer only when the reader has nodded.",
        "For {name} this means patience: first the situation, then a word for it, and only then what is on sale.",
    ),
    "market.check": (
        "This reading rests on the complaints in the brief alone; five short calls with recent customers in the first two weeks confirm or correct it.",
        "We have no market figures and use none. Five conversations with recent customers are planned to test this reading.",
        "The brief gives complaints and no market study. Before much is spent, recent customers of {name} are asked whether they would put it the same way.",
        "Nothing here comes from a market report. What customers of {name} say in the first calls has the last word over this paragraph.",
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
        "Writing for whoever happens to listen: the reader {name} pays for is among {audience}, and every text is measured on that reader.",
    ),
    "not.channels": (
        "A further channel before the planned ones have had their review: one more half-kept place helps nobody.",
        "Opening new channels because others are there. Each channel below has a job and a stop rule; a new one needs both.",
        "Adding a place to post while {name} has not yet seen what the planned ones bring.",
    ),
    "not.proof": (
        "Statements without proof, such as {claim} They stay out until the client can show what they rest on.",
        "Using {claim} as a claim: nothing in the brief proves it yet.",
    ),
    "not.given": ("From the brief: {rule}", "The client rules it out: {rule}", "Off limits, in the client's words: {rule}"),
    "not.excluded": ("Not part of what was sold: {rule}.", "Outside the agreed scope: {rule}."),
}
