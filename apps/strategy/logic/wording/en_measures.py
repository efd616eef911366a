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
        "Applause is welcome and proves nothing: neither reach nor followers are reported as success for {name}.",
    ),
    "lead.visits": (
        "Weekly: visits to the offer's page that come from planned texts, by channel and pillar.",
        "Each week: how many readers go from a post or letter to the offer's page.",
        "Week by week: people who reach the offer of {name} from a text of this plan, split by pillar.",
    ),
    "lead.replies": (
        "Weekly: comments and messages that ask something about the offer.",
        "Each week: questions from people who belong to {audience}.",
        "Week by week: messages and comments in which somebody wants to know more from {name}.",
    ),
    "lead.doubts": (
        "Weekly: which objection of layer 3 comes up, and how often.",
        "Each week: the doubts that people voice, counted by the list in layer 3.",
        "Week by week: which worry readers of {name} bring up, compared with the ranking in layer 3.",
    ),
    "lead.proof": (
        "Monthly: new pieces of proof with permission to use them.",
        "Each month: how many customers agreed to be quoted.",
        "Month by month: customers of {name} who let themselves be named.",
    ),
    "lag.kpi": ("Every two weeks: {kpi}", "At each review: {kpi}", "Read every second week: {kpi}"),
    "lag.value": (
        "At the end: what a new customer from this work brought, beside the client's own figures: {fact}",
        "After the last week, compared with what a customer is worth: {fact}",
    ),
    "lag.none": (
        "At the end: revenue from customers who name one of the planned channels as the way they came.",
        "At the end: what buyers spent who tell {name} that a planned channel brought them.",
    ),
    "rule.review": (
        "Figures are reviewed every two weeks, on the same weekday, by the strategist and the client; each review ends with one decision in writing.",
        "Every two weeks there is a review of half an hour. It changes one thing at a time, so that the effect can be seen.",
        "The strategist and {name} look at the figures together every second week. What they decide is one sentence with a date.",
        "Figures are never judged alone: every second week {name} and the strategist read them side by side, change one thing, and note why.",
    ),
    "rule.pillar": (
        "If a pillar meets its stop rule, then its place goes to the strongest pillar for four weeks; after that a new hypothesis is written.",
        "If a pillar falls behind at two reviews in a row, then it is replaced and the reason noted, so that it is not tried again by accident.",
        "If the stop rule of a pillar applies, then its posts end with the running week, and the freed days go to a hypothesis written anew from the brief of {name}.",
        "If a pillar keeps bringing fewer {unit} than the others, then it is not repaired a third time but given up, with a note for whoever plans next.",
    ),
    "rule.channel": (
        "If a channel meets its kill criteria, then it ends the same week and its budget moves to the channel with the most {unit} per hour of work.",
        "If kill criteria are met, then nobody asks for another week: the channel ends, and its share goes where {unit} come from.",
        "If the figures of a channel fall under its kill criteria, then no further text is written for it; hours and money follow the {unit}.",
        "If one channel has to end, then it ends completely. What it cost is offered first to the place from which most {unit} were counted.",
    ),
    "rule.behind": (
        "If the first target, {kpi}, is out of reach at half time, then the message is changed before the budget is.",
        "If the midpoint has passed and {kpi} is clearly missed, then the promise is tested against the second one in the message house before more money is spent.",
        "If the midpoint is near and {kpi} looks unlikely, then offer, audience and text are checked in that order, and only then the sums.",
        "If {kpi} can no longer be reached by the middle of the plan, then the client hears it that week, together with the one change we propose.",
    ),
    "rule.ahead": (
        "If the target is met early, then the budget is not raised at once: two weeks have to confirm it.",
        "If results come sooner than planned, then the plan stays as it is for two weeks, to see whether they last.",
        "If {unit} arrive faster than planned, then we ask where they came from before anybody spends more.",
        "If a target falls early, then the next review decides about more money, and not the joy of the day.",
    ),
    "rule.claim": (
        "If a reader doubts a claim in public, then the proof is shown the same day or the claim is withdrawn.",
        "If a claim cannot be proven when somebody asks, then it leaves every text that day.",
        "If a figure or promise of {name} is questioned, then the source is named in the answer; without a source the sentence is taken back.",
        "If evidence falls away, for instance because a customer of {name} withdraws consent, then the texts that lean on it are changed before the next one appears.",
    ),
    # Pillars
    "pillar.name": ("What goes wrong today", "How it works here", "Who can confirm it", "What it looks like afterwards"),
    "pillar.0": (
        "If we tell of {pain} as it really happens, then {audience} will recognise their own day and read on, because nobody else says it aloud.",
        "If the texts start with {pain}, then people who live with it will answer, because they find themselves described and not sold to.",
        "If {pain} is the first thing readers see, then those concerned will stop and read, because it is their own complaint in their own words.",
        "If we name the trouble without softening it, {pain}, then the right readers sort themselves out from the rest, because only they know it.",
    ),
    "pillar.1": (
        "If we show how the work is done, {difference}, then a careful reader will move from interest to a question, because a process can be checked.",
        "If texts explain {difference}, then the comparison with other offers turns in favour of {name}, because it is a fact and not an adjective.",
        "If the texts return to one practice again and again, {difference}, then {name} is remembered for it, because a habit is easier to keep in mind than a slogan.",
        "If anybody can see how {name} works, {difference}, then price stops being the only thing to compare, because the offers are visibly not the same.",
    ),
    "pillar.2": (
        "If evidence speaks, {proof}, then doubt turns into a conversation, because the source can be looked up.",
        "If each week one text rests on a piece of evidence such as {proof}, then people who were waiting will come forward, because they need no leap of faith.",
        "If the record is shown before the promise, {proof}, then sceptical readers stay, because they are asked to check and not to believe.",
        "If a text begins with what is on record, {proof}, then it is passed on, because whoever shares it can vouch for it.",
    ),
    "pillar.2.none": (
        "If we collect and publish what customers say under their own names, then doubt turns into a conversation, because readers trust their equals more than a supplier.",
    ),
    "pillar.3": (
        "If we describe the state afterwards, {outcome}, then those who have stopped hoping will ask for the way there, because the picture is concrete.",
        "If texts show a day on which this is true, {outcome}, then readers will want to know what it takes, because the wish is their own.",
        "If the wish is taken seriously and described in detail, {outcome}, then people begin to ask about terms, because they have seen the goal.",
        "If each text ends where readers want to be, {outcome}, then the next step feels small, because its sense is plain.",
    ),
    "pillar.metric": (
        "{unit} and questions from posts of this pillar, every two weeks",
        "Clicks to the offer's page per post of this pillar, and the {unit} that follow",
        "Share of this pillar in all {unit}, read at each review",
        "How many {unit} name a post of this pillar as their reason, counted every second week",
        "Questions that posts of this pillar raise, and how many of them become {unit}",
    ),
    "pillar.stop": (
        "Stop after four weeks if its posts lead to the offer of {name} less often than those of the middle pillar.",
        "End it when two reviews in a row show it last among the pillars, measured by {unit}.",
        "If six of its posts have brought {name} no question and no visit to the offer's page, it ends.",
        "It has had its chance when, by the second review, the other pillars have led to {unit} and this one has not.",
        "Given up if its texts are answered by nobody from the audience for a month and no {unit} can be traced to them.",
        "Ends where readers end it: a month of posts that are opened and lead to no {unit}.",
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
        "We accept the risk with open eyes. The brief names {bottleneck} as the obstacle, and the plan is built so that a wrong guess shows before most of the money is gone.",
    ),
    "against.answer.assumed": (
        "We keep to it as a test. The first two weeks cost little and tell whether the assumption holds.",
    ),
    "against.change": (
        "What would change our mind: at half time, visitors come and read and {unit} still do not follow. Then the bottleneck lies elsewhere, and layer 1 is written anew.",
        "We would give it up if the conversations of the first two weeks name another reason, twice or more, in people's own words.",
        "Another bottleneck would change the plan: if people read, ask and understand, and {unit} stay away at half time, the first layer is opened again.",
    ),
    # Timeline
    "phase.prepare": ("Prepare", "Groundwork"),
    "phase.test": ("Test", "Try out"),
    "phase.carry": ("Carry on with what works", "Strengthen"),
    "phase.close": ("Close and decide", "Balance"),
    "phase.prepare.goal": (
        "Everything that a text needs is in place: page, proof, starting values.",
        "Nothing is published before proof, page and starting values are there.",
        "Page, evidence and first measurements are ready before {name} publishes a line.",
    ),
    "phase.test.goal": (
        "Each pillar has been tried on each posting channel, and the first review has decided something.",
        "All pillars have had their turn; weak ones are known by name.",
        "There has been a fair trial for all pillars, and {name} knows which of them deserve more.",
    ),
    "phase.carry.goal": (
        "Budget and hours lie with the two strongest pillars.",
        "What has proved itself gets more of both, time and money.",
        "The texts that led to answers have been extended, the others have stopped.",
    ),
    "phase.close.goal": (
        "The targets are compared with the results, and the next step is agreed.",
        "Results are on the table, and it is decided what goes on.",
        "{name} can see what was reached and has decided what comes afterwards.",
    ),
    "task.proof": (
        "Check every piece of proof with its owner and get permission to publish it.",
        "Go through the list of proof with the client: what may be shown, in which words, with which date.",
        "Read every piece of evidence from {name} again, date it, and clear it with whomever it concerns.",
        "Nothing goes into the list of proof before {name} has said who may see it and in which words.",
    ),
    "task.calls": (
        "Five short calls with recent customers about how they decided.",
        "Talk to five recent customers: what nearly stopped them, what settled it.",
        "Ask five people who bought from {name} lately what they compared, feared and were glad of.",
        "Hear from five buyers of {name} why they came, why they nearly did not, and what they would tell a friend.",
    ),
    "task.baseline": (
        "Write down today's value of each target: {kpis}.",
        "Fix the starting values before the first post: {kpis}.",
        "Before anything is published, the present figure behind each target is noted: {kpis}.",
    ),
    "task.baseline.none": ("Measure starting values, so that a target can be agreed.",),
    "task.page": (
        "Build the page for the offer and let two people from the audience read it aloud.",
        "Write the offer's page; cut it once.",
        "Set up the page to which all texts lead, and have somebody outside {name} try it on a phone.",
    ),
    "task.posts": (
        "Publish by calendar, {zone}; each pillar in turn.",
        "Post by the calendar, times in {zone}, no pillar twice in a row.",
        "Posts go out at the hours of the calendar ({zone}), and the pillars take turns.",
    ),
    "task.review": (
        "First review with a decision in writing.",
        "Hold the first review and change one thing.",
        "First look at the figures together; whatever is changed is changed once and noted.",
    ),
    "task.ads": (
        "Start the paid part with the posts that already brought answers.",
        "Put money behind what worked without money.",
        "Only now does money go into advertising, and only behind texts that readers of {name} have answered.",
    ),
    "task.reuse": (
        "Turn the strongest posts into a letter and a section of the page.",
        "Reuse the best texts: letter, page, talk.",
        "Let the best posts of {name} live on: in the letter, on the page, in a sales talk.",
    ),
    "task.report": (
        "Report with targets beside results, missed ones first.",
        "Write the report; what was missed stands on its first page.",
        "Lay results beside targets for {name}; the page begins with what fell short.",
    ),
    "task.next": (
        "Agree what goes on, what ends and what is tried next, and write down which hypotheses turned out wrong.",
        "Decide about the time after, with the list of hypotheses that held and those that did not.",
        "Settle with {name} what continues, what stops and which idea comes next; hypotheses that failed are named.",
        "Decide together with {name} how it goes on, from a list that also shows what did not hold.",
    ),
    # Assumptions and questions
    "assume.blank": (
        "{label} is not stated in the brief. {effect}",
        "Nothing is said about {label_low}. {effect}",
    ),
    "ask.blank": ("What should stand under “{label}”?", "Please fill in “{label}”, or say that it stays open."),
    "assume.channels": (
        "The choice of channels follows from audience and budget as described; the client may know better where these people read.",
        "Which channels fit was concluded from audience and budget. {name} may know from its own customers that they read elsewhere.",
        "Channels were chosen by what the brief says of audience and money; the readers of {name} have not been asked yet.",
    ),
    "ask.channels": ("Where did the last five customers hear of {name} for the first time?",),
    "assume.pairs": (
        "That the strengths answer the complaints in the order in which we paired them is our reading.",
        "Which strength answers which complaint is not said in the brief of {name}; the pairs are ours.",
    ),
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
        "The plan is judged by {kpi}; {count} pillars on {channels} have to bring it about.",
    ),
    "segment.fits": (
        "Begins with {pain} and is won by {outcome}",
        "Reached through {pain} and convinced by {outcome}",
        "Opening: {pain} Way out: {outcome}",
    ),
    "lesson.used": ("From earlier work: {lesson}", "Learned before: {lesson}"),
}
