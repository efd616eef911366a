"""English sentences of audience, value and narrative (layers three to five)."""

TEXTS: dict[str, tuple[str, ...]] = {
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
