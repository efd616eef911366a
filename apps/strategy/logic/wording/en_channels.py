"""English sentences of channels and limits (layers six and seven)."""

TEXTS: dict[str, tuple[str, ...]] = {
    # Layer 6: channels
    "channel.why.LinkedIn": (
        "LinkedIn, because {audience} can be reached there by role and by company.",
        "LinkedIn is where people are addressed in their job, and the decision for {name} is one of the job.",
        "LinkedIn: whoever decides about this at work can be found there, and {name} can be asked in public.",
    ),
    "channel.why.Instagram": (
        "Instagram, because the offer can be shown and the audience looks there between two things of its day.",
        "Instagram carries pictures and short explanations; both suit {offer}.",
        "Instagram, where {name} can show in pictures what takes long to explain.",
    ),
    "channel.why.Facebook": (
        "Facebook, because people in {geography} ask each other for recommendations there.",
        "Facebook reaches the local groups and the readers whom the first channel misses.",
        "Facebook, because word of mouth in {geography} is written down there too.",
    ),
    "channel.why.X": (
        "X, as a cheap place to try a thought in two sentences before it becomes a longer text.",
        "X serves as the second voice: short, quick to test, read by people who write themselves.",
        "X, for short tests: a sentence about {name} that gets no answer there needs no long version.",
    ),
    "channel.why.Website": (
        "The website, because every text ends there and nothing is sold before somebody has read a page.",
        "The website is the one place that belongs to {name}; all other channels only lead to it.",
        "All roads of this plan end on the website, since there {name} alone decides what is said and in which order.",
    ),
    "channel.why.Newsletter": (
        "The newsletter, because most people decide later than they first hear of {name}.",
        "The newsletter keeps those who are interested and not ready yet, at no cost per reader.",
        "A newsletter, so that interest in {name} does not fade between the first visit and the decision.",
    ),
    "channel.why.Search ads": (
        "Search ads, because whoever types the question has the problem today.",
        "Search, for the moment in which somebody asks for exactly this.",
        "Search, because a person who asks for it by name or by trouble is the nearest reader {name} can have.",
    ),
    "channel.kpi": ("{unit} that began on {channel}", "{unit} traced back to {channel}", "{unit} by way of {channel}"),
    "channel.target": ("more than in the 14 days before", "above the previous 14 days"),
    "channel.unit": ("results", "responses"),
    "kill.post": (
        "Stop {channel} when two reviews in a row bring fewer {unit} than the other posting channel and no more conversations in the comments.",
        "{channel} ends if, after six weeks, it has led to no {unit} while the other channels have; its hours go to the strongest one.",
        "Close it when it has taken its share of the budget for two reviews and none of the {unit} can be traced to it.",
        "Give {channel} up once its posts are read and nothing follows: no {unit}, no questions about the offer, at two reviews running.",
        "What {channel} has to show is {unit}. If it still shows none at half time, its slots are handed to the other posting channel.",
        "{channel} keeps its place only while {unit} can be traced to it; two reviews without any are enough to leave it.",
    ),
    "kill.website": (
        "Not the page but its version is stopped: if two reviews in a row bring no more {unit} from the same number of visitors, the page is rewritten from the doubts in layer 3.",
        "Replace the page when visitors arrive and {unit} do not follow for two reviews in a row; the channels that lead there pause meanwhile.",
        "The page stays, its wording does not: when readers come and {unit} stay away until the second review, the first screen is written anew.",
        "If fewer {unit} come from the page than before although as many people open it, the older version returns while a new one is prepared.",
    ),
    "kill.newsletter": (
        "Stop after three issues in a row with more people leaving than joining, or when no {unit} have come from it by the last review.",
        "End it when three issues bring neither answers nor {unit}; the list then gets one last mail that says so.",
        "Letters end when readers stop answering: three without a reply and without {unit} are the limit, and subscribers are told.",
        "If the list of {name} shrinks from issue to issue and {unit} do not come of it, the letter is given up and its hours go to the page.",
    ),
    "kill.paid": (
        "Pause within a day when the cost of one result stays above the client's own limit for a week: {limit}.",
        "Switch it off when a week of spending ends above this line: {limit}. It returns with a new text or not at all.",
        "Money stops first: as soon as a week has cost more per result than the brief allows, {limit}, the advertisement is taken down.",
        "No week above the line that {name} has drawn, {limit}; an advertisement that crosses it is rewritten before it runs again.",
    ),
    "kill.paid.open": (
        "Pause when a full week costs more per result than the week before and the text has been changed once already.",
        "Switch it off when two weeks in a row bring dearer results; the budget moves to the channel with the cheapest ones.",
        "Without a limit in the brief the last week is the measure: if {unit} grow dearer twice running, the advertisement pauses.",
    ),
    "tactic.post": (
        "{count} posts a week, each built on one pillar and one piece of proof.",
        "{count} posts a week: a scene, a fact, a next step, in turn.",
        "{count} posts a week, written from the message house and never from the news of the day.",
        "{count} posts a week; for each it is settled beforehand which pillar it serves and which fact of the brief it rests on.",
    ),
    "tactic.discuss": (
        "Answer every serious comment within one working day, by name.",
        "Reply to comments within one working day; a question asked twice becomes a post.",
        "Nobody who asks {name} something under a post waits longer than a working day, and the answer is signed.",
        "Treat comments as the start of a conversation: answered on the next working day at the latest, by somebody with a name.",
    ),
    "tactic.people": (
        "Let the people who do the work speak: their name, their task, one thing they have seen.",
        "Once a week somebody from the team tells what happened on a real day.",
        "Show the hands behind the offer: somebody of {name}, a task, and what was noticed while doing it.",
    ),
    "tactic.paid": (
        "Advertise only the posts that brought answers without money.",
        "Put the paid part behind the two strongest posts of the week before.",
        "Money follows attention: the posts with most questions from the audience are shown to more of it.",
        "Advertise what has been answered already, never a text of {name} that nobody has seen yet.",
    ),
    "tactic.page": (
        "One page for this offer alone: situation, difference, proof, price or way to it, next step.",
        "Write one page in the order of the narrative, with a single next step at the end.",
        "A page of {name} that sells one thing and says in order what goes wrong, what is done about it, what proves it and what to do next.",
    ),
    "tactic.doubt": (
        "Put the first objection of layer 3 and its answer above the form.",
        "Answer the first two objections of layer 3 where the decision is made.",
        "Let the form follow the answer to the doubt that layer 3 puts first, and never precede it.",
        "Before {name} asks for details, the page answers the doubt that stands on top in layer 3.",
    ),
    "tactic.letter": (
        "One letter every two weeks: one observation, one proof, one invitation.",
        "Write every second week to those who asked to hear more; one thought, one link.",
        "In alternate weeks a short letter to those who signed up at {name}: something seen, something proven, something to do.",
        "People who left {name} their address get a letter every fortnight: a thought from the work, a piece of evidence, a way to the offer.",
    ),
    "tactic.after": (
        "A mail to each new customer after the first weeks: what worked, what did not, may we quote you?",
        "Ask every new customer for a sentence that may be published with a name.",
        "Some weeks after the purchase {name} writes to each new customer and asks what was good, what was missing and whether it may be quoted.",
    ),
    "tactic.search": (
        "Bid on the words of the problem in {geography}, not on the names of competitors.",
        "Few terms, taken from the complaints in layer 5, limited to {geography}.",
        "Buy only the terms with which people in {geography} describe the trouble themselves; names of other firms stay out.",
    ),
    "budget.known": (
        "The budget for media is the client's own: {budget}. The shares below are planned and are moved at each review.",
        "To spend, as the brief says: {budget}. How it is split is planned here and corrected by the figures.",
        "{name} has set aside {budget} for media. The split below is a plan, and each review may move it.",
    ),
    "budget.unknown": (
        "The brief names no budget. The shares below are planned for whatever sum is agreed; with none, they stand for working hours.",
        "No budget is stated; the planned shares divide hours until a sum is agreed.",
    ),
    # Layer 7: constraints
    "tone.given": ("As the client speaks: {voice}", "Kept to in every text: {voice}", "{voice} This is a rule and not a mood."),
    "tone.address.Sie": ("German texts use “Sie”.",),
    "tone.address.du": ("German texts use “du”.",),
    "tone.languages": (
        "Languages, the first of which decides: {languages}",
        "Written in the first of these languages: {languages}",
    ),
    "tone.risk": ("How bold texts may be: {risk}", "The limit of boldness, set by the client: {risk}"),
    "tone.none": (
        "No tone of voice is given. Texts are plain and polite, without exclamation marks, until the client corrects a first sample.",
    ),
    "claim.rule": (
        "A claim is used with its proof, in its wording, with its date; shortened or rounded it is a new claim and needs new proof.",
        "Only what stands in the list of proven claims is claimed. A figure keeps its source and its date in every text.",
        "Every claim of {name} travels with its evidence. Whoever shortens the one has to check the other again.",
        "Texts may say what is on the list of proven claims and nothing beyond it; source and date stay attached, also in a headline.",
    ),
    "compliance.none": (
        "The brief names no rules. The law on advertising applies as always; the client is asked for rules of its trade before the first text.",
    ),
}
