"""English sentences of measures, pillars, weeks and assumptions."""

TEXTS: dict[str, tuple[str, ...]] = {
    "success.goal": (
        "The work has succeeded when this is true after {weeks} weeks: {objective}",
        "After {weeks} weeks one sentence decides whether it worked: {objective}",
        "Success means, {weeks} weeks after the start: {objective}",
    ),
    "success.kpis": (
        "It is counted by the client's own targets: {kpis}.",
        "The yardsticks are those of the brief: {kpis}.",
        "Measured by what the client has set: {kpis}.",
    ),
    "success.nokpi": (
        "The brief sets no figure. The first two weeks give a starting value, and the target is agreed on it in writing.",
    ),
    "success.not": (
        "Followers, views and praise are read as hints and reported as such; they are not success.",
        "What does not count as success: reach without consequence.",
    ),
    "lead.visits": (
        "Weekly: visits to the offer's page that come from planned texts, by channel and pillar.",
        "Each week: how many readers go from a post or letter to the offer's page.",
    ),
    "lead.replies": (
        "Weekly: comments and messages that ask something about the offer.",
        "Each week: questions from people who belong to {audience}.",
    ),
    "lead.doubts": (
        "Weekly: which objection of layer 3 comes up, and how often.",
        "Each week: the doubts that people voice, counted by the list in layer 3.",
    ),
    "lead.proof": (
        "Monthly: new pieces of proof with permission to use them.",
        "Each month: how many customers agreed to be quoted.",
    ),
    "lag.kpi": ("Every two weeks: {kpi}", "At each review: {kpi}", "Read every second week: {kpi}"),
    "lag.value": (
        "At the end: what a new customer from this work brought, beside the client's own figures: {fact}",
        "After the last week, compared with what a customer is worth: {fact}",
    ),
    "lag.none": ("At the end: revenue from customers who name one of the planned channels as the way they came.",),
    "rule.review": (
        "Figures are reviewed every two weeks, on the same weekday, by the strategist and the client; each review ends with one decision in writing.",
        "Every two weeks there is a review of half an hour. It changes one thing at a time, so that the effect can be seen.",
    ),
    "rule.pillar": (
        "If a pillar meets its stop rule, then its place goes to the strongest pillar for four weeks; after that a new hypothesis is written.",
        "If a pillar falls behind at two reviews in a row, then it is replaced and the reason noted, so that it is not tried again by accident.",
    ),
    "rule.channel": (
        "If a channel meets its kill criteria, then it ends the same week and its budget moves to the channel with the most {unit} per hour of work.",
        "If kill criteria are met, then nobody asks for another week: the channel ends, and its share goes where {unit} come from.",
    ),
    "rule.behind": (
        "If the first target, {kpi}, is out of reach at half time, then the message is changed before the budget is.",
        "If the midpoint has passed and {kpi} is clearly missed, then the promise is tested against the second one in the message house before more money is spent.",
    ),
    "rule.ahead": (
        "If the target is met early, then the budget is not raised at once: two weeks have to confirm it.",
        "If results come sooner than planned, then the plan stays as it is for two weeks, to see whether they last.",
    ),
    "rule.claim": (
        "If a reader doubts a claim in public, then the proof is shown the same day or the claim is withdrawn.",
        "If a claim cannot be proven when somebody asks, then it leaves every text that day.",
    ),
    # Pillars
    "pillar.name": ("What goes wrong today", "How it works here", "Who can confirm it", "What it looks like afterwards"),
    "pillar.0": (
        "If we tell of {pain} as it really happens, then {audience} will recognise their own day and read on, because nobody else says it aloud.",
        "If the texts start with {pain}, then people who live with it will answer, because they find themselves described and not sold to.",
    ),
    "pillar.1": (
        "If we show how the work is done, {difference}, then a careful reader will move from interest to a question, because a process can be checked.",
        "If texts explain {difference}, then the comparison with other offers turns in favour of {name}, because it is a fact and not an adjective.",
    ),
    "pillar.2": (
        "If evidence speaks, {proof}, then doubt turns into a conversation, because the source can be looked up.",
        "If each week one text rests on a piece of evidence such as {proof}, then people who were waiting will come forward, because they need no leap of faith.",
    ),
    "pillar.2.none": (
        "If we collect and publish what customers say under their own names, then doubt turns into a conversation, because readers trust their equals more than a supplier.",
    ),
    "pillar.3": (
        "If we describe the state afterwards, {outcome}, then those who have stopped hoping will ask for the way there, because the picture is concrete.",
        "If texts show a day on which this is true, {outcome}, then readers will want to know what it takes, because the wish is their own.",
    ),
    "pillar.metric": (
        "{unit} and questions from posts of this pillar, every two weeks",
        "Clicks to the offer's page per post of this pillar, and the {unit} that follow",
        "Share of this pillar in all {unit}, read at each review",
    ),
    "pillar.stop": (
        "Stop after four weeks if its posts bring fewer clicks to the offer's page than the middle one of the pillars.",
        "End it when two reviews in a row show it last among the pillars, measured by {unit}.",
        "After six posts without one question or one visit to the offer's page, it ends.",
    ),
    # The argument against
    "against.Awareness": (
        "The strongest argument against this plan: people may not be missing the name but the wish. If they know {name} and still do not come, more visibility only makes the silence more expensive.",
        "Against the plan speaks that awareness grows slowly and {weeks} weeks are short; the budget could be used up before the name is known.",
    ),
    "against.Trust": (
        "The strongest argument against this plan: trust is made by people who recommend, hardly by texts. {weeks} weeks of posts may show proof to readers who do not believe posts.",
        "Against the plan speaks that doubters may need a trial and not a text; then the money belongs in a smaller first step to buy, and not in media.",
    ),
    "against.Conversion": (
        "The strongest argument against this plan: if the offer or its price is the true reason, no page will repair it, and better texts only delay that insight.",
        "Against the plan speaks that the last step may fail for a reason nobody has told us: price, form, timing. Then we would be polishing the wrong place.",
    ),
    "against.Retention": (
        "The strongest argument against this plan: customers leave because of the product and not because of what they read. Then communication comes too late.",
        "Against the plan speaks that loyalty is made in delivery; texts can remind, they cannot repair.",
    ),
    "against.Demand": (
        "The strongest argument against this plan: demand that is not there cannot be written into being in {weeks} weeks.",
        "Against the plan speaks that a need often has a season; we may be spending in the wrong one.",
    ),
    "against.answer": (
        "We keep to it for now, because the client's own experience points here ({bottleneck}), and because the first weeks test exactly this point with little money.",
        "It stands all the same: the brief says {bottleneck}, and the first third of the time is laid out so that we learn early if that is wrong.",
    ),
    "against.answer.assumed": (
        "We keep to it as a test. The first two weeks cost little and tell whether the assumption holds.",
    ),
    "against.change": (
        "What would change our mind: at half time, visitors come and read and {unit} still do not follow. Then the bottleneck lies elsewhere, and layer 1 is written anew.",
        "We would give it up if the conversations of the first two weeks name another reason, twice or more, in people's own words.",
    ),
    # Timeline
    "phase.prepare": ("Prepare", "Groundwork"),
    "phase.test": ("Test", "Try out"),
    "phase.carry": ("Carry on with what works", "Strengthen"),
    "phase.close": ("Close and decide", "Balance"),
    "phase.prepare.goal": (
        "Everything that a text needs is in place: page, proof, starting values.",
        "Nothing is published before proof, page and starting values are there.",
    ),
    "phase.test.goal": (
        "Each pillar has been tried on each posting channel, and the first review has decided something.",
        "All pillars have had their turn; weak ones are known by name.",
    ),
    "phase.carry.goal": (
        "Budget and hours lie with the two strongest pillars.",
        "What has proved itself gets more of both, time and money.",
    ),
    "phase.close.goal": (
        "The targets are compared with the results, and the next step is agreed.",
        "Results are on the table, and it is decided what goes on.",
    ),
    "task.proof": (
        "Check every piece of proof with its owner and get permission to publish it.",
        "Go through the list of proof with the client: what may be shown, in which words, with which date.",
    ),
    "task.calls": (
        "Five short calls with recent customers about how they decided.",
        "Talk to five recent customers: what nearly stopped them, what settled it.",
    ),
    "task.baseline": (
        "Write down today's value of each target: {kpis}.",
        "Fix the starting values before the first post: {kpis}.",
    ),
    "task.baseline.none": ("Measure starting values, so that a target can be agreed.",),
    "task.page": (
        "Build the page for the offer and let two people from the audience read it aloud.",
        "Write the offer's page; cut it once.",
    ),
    "task.posts": (
        "Publish by calendar, {zone}; each pillar in turn.",
        "Post by the calendar, times in {zone}, no pillar twice in a row.",
    ),
    "task.review": ("First review with a decision in writing.", "Hold the first review and change one thing."),
    "task.ads": (
        "Start the paid part with the posts that already brought answers.",
        "Put money behind what worked without money.",
    ),
    "task.reuse": (
        "Turn the strongest posts into a letter and a section of the page.",
        "Reuse the best texts: letter, page, talk.",
    ),
    "task.report": (
        "Report with targets beside results, missed ones first.",
        "Write the report; what was missed stands on its first page.",
    ),
    "task.next": (
        "Agree what goes on, what ends and what is tried next, and write down which hypotheses turned out wrong.",
        "Decide about the time after, with the list of hypotheses that held and those that did not.",
    ),
    # Assumptions and questions
    "assume.blank": (
        "{label} is not stated in the brief. {effect}",
        "Nothing is said about {label_low}. {effect}",
    ),
    "ask.blank": ("What should stand under “{label}”?", "Please fill in “{label}”, or say that it stays open."),
    "assume.channels": (
        "The choice of channels follows from audience and budget as described; the client may know better where these people read.",
    ),
    "ask.channels": ("Where did the last five customers hear of {name} for the first time?",),
    "assume.pairs": ("That the strengths answer the complaints in the order in which we paired them is our reading.",),
    "ask.pairs": ("Which of the strengths do buyers mention without being asked?",),
    "assume.unproven": ("These points are treated as unproven: {claims}.",),
    "ask.unproven": ("Is there anything that proves them: a record, a customer, a certificate?",),
    "assume.weeks": ("The brief gives no duration; the plan reckons with {weeks} weeks.",),
    "ask.weeks": ("How many weeks may the work take?",),
    "effect.default": (
        "The plan does without it and invents nothing in its place.",
        "The plan leaves it open; where it would matter, the text says so.",
    ),
    # Summary
    "summary.1": (
        "{name} has a bottleneck of {kind}, and this plan works on that and on nothing else for {weeks} weeks.",
        "For {weeks} weeks all effort goes to one point, {kind}, since that is where growth is held up.",
        "This plan is short on purpose: one bottleneck ({kind}), one audience, one promise, {weeks} weeks.",
    ),
    "summary.2": (
        "The promise: {promise}",
        "What is promised to the audience: {promise}",
        "At its centre stands one promise: {promise}",
    ),
    "summary.3": (
        "It is carried by {count} pillars and {channels}, and judged by {kpi}.",
        "{count} pillars and these channels carry it: {channels}. It is judged by {kpi}.",
    ),
    "segment.fits": (
        "Begins with {pain} and is won by {outcome}",
        "Reached through {pain} and convinced by {outcome}",
        "Opening: {pain} Way out: {outcome}",
    ),
    "lesson.used": ("From earlier work: {lesson}", "Learned before: {lesson}"),
}
