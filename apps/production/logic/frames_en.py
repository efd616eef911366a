"""English sentence frames. A frame is used only where the brief can fill all its slots; fixed runs are short on purpose.

Slots: p pain · o outcome · d difference · f proof · x offer · y what it consists of · m price · a audience · c promise · j objection · r answer · n name.
A capital letter starts a sentence, "n" behind a slot asks for a noun phrase, "l" for a list.
"""

LONG: dict[str, tuple[str, ...]] = {
    "problem": (
        "{P}. Sounds familiar?\n\nThat is where our work begins. The aim: {o}.\n\nHow we get there:\n{dl}",
        "Where we start: {p}.\n\nWhere we want to arrive: {o}.\n\nBetween the two lies {xn}. What backs it up: {f}.",
        "From {pn} to {on}: that distance is our work.\n\nOur part in it: {x}.\n\nFor whom: {a}.",
        "{P}.\n\nFor {an} that is no side issue. We answer with {xn}, and we insist on one thing: {d}.",
        "The problem in one line: {p}.\n\nThe goal in one line: {o}.\n\nThe work in between: {x}.",
    ),
    "outcome": (
        "What all of this is for: {o}.\n\nWhat stands in the way: {p}.\n\nOur contribution: {x}. Our way of working: {d}.",
        "{O}. We plan backwards from there.\n\nFirst comes the obstacle: {p}. Then comes {xn}.\n\nYou can hold us to this: {d}.",
        "Before any plan comes a question: what for? For {an}, our answer is this: {o}.\n\nThe means: {x}.\n\nThe evidence: {f}.",
        "{O}.\n\nNo slogan, a yardstick. We measure our own work by it: {x}. And we keep to {dn}.",
    ),
    "difference": (
        "What sets {n} apart:\n\n{dl}\n\nIt is our answer to this: {p}.",
        "One thing we do differently: {d}.\n\nThe reason: {p}. The purpose: {o}.",
        "{D}.\n\nWe could leave it out. We keep it, because {an} have enough of {pn}.",
        "Ask how we work, and you hear this first: {d}.\n\nThen comes the offer: {x}. And the point of it: {o}.",
    ),
    "proof": (
        "Before you believe us, check this: {f}.\n\nWhat stands behind it: {d}.\n\nWhat it is good for: {o}.",
        "{F}.\n\nWe mention it for a reason. Nobody with {pn} should have to rely on promises.\n\nOur offer: {x}.",
        "A claim is worth what backs it up. Ours: {f}.\n\nThe offer it belongs to: {x}. The way we deliver: {d}.",
        "Something to verify: {f}.\n\nSomething to expect: {o}.\n\nAnd in case you wonder how: {d}.",
    ),
    "offer": (
        "{X}. What that means: {y}.\n\nFor {an}.\n\nWhat it should bring:\n{ol}",
        "What happens when you choose {xn}:\n\n{yl}\n\nWhat it answers: {p}.",
        "In one line, what we do: {x}.\n\nWho it is for: {a}.\n\nWhat it should bring:\n{ol}",
        "{X}. That is the offer.\n\nMade for {an}, and for one situation: {p}.\n\nThe price: {m}.",
        "What you get from {n}: {x}.\n\nWhat it answers: {p}.\n\nWhat changes with it: {o}.",
        "{X}.\n\nShort to say, some work to do well. Our rule for it: {d}. Our proof: {f}.",
    ),
    "price": (
        "What does it cost? {M}.\n\nWhat you get: {x}.\n\nWhat it is meant to bring: {o}.",
        "A price belongs in the open. Ours: {m}.\n\nIt covers {xn}. How we earn it: {d}.",
        "{M}.\n\nThat is the figure. Behind it: {x}. In front of it: {p}.",
    ),
    "objection": (
        "A fair objection: {j}.\n\nOur answer: {r}.\n\nIf you want to look closer: {f}.",
        "What makes people hesitate: {j}.\n\nWe would rather answer than talk around it. {R}.\n\nThe point of it all: {o}.",
        "The doubt we take seriously: {j}.\n\nWhat speaks for us: {d}. What you can check: {f}.",
        "“Yes, but” is where good talks begin. For example: {j}.\n\nWhat we can offer in return: {d}.",
    ),
    "audience": (
        "Who we work for: {a}.\n\nWhat lands on our table:\n{pl}\n\nWhat we work towards: {o}.",
        "{n} is not for everyone. It is for {an}.\n\nIf that is you, this may sound known: {p}. Our answer: {x}.",
        "For {an}, one question decides: what gets better? We say: {o}.\n\nAnd this is how: {d}.",
    ),
    "promise": (
        "What you can hold us to: {c}.\n\nWhat makes it possible: {d}.\n\nWhat you can check today: {f}.",
        "{C}.\n\nA short sentence. The work behind it: {x}. The reason for it: {p}.",
        "{C}.\n\nWe put it first, because {an} deserve a clear word. Everything else follows: {d}.",
    ),
}  # fmt: skip
SHORT: dict[str, tuple[str, ...]] = {
    "problem": (
        "{P}. Our answer: {x}.",
        "Still {pn}? What we work for: {o}.",
        "The problem: {p}. The goal: {o}.",
        "{P}. That is our starting point.",
    ),
    "outcome": (
        "The goal: {o}. The way there: {d}.",
        "{O}. That is what {n} works for.",
        "Less theory, more of this: {o}.",
        "{O}. With {xn}.",
    ),
    "difference": (
        "We do one thing differently: {d}.",
        "{D}. Our reply to {pn}.",
        "How to tell us apart: {d}.",
        "{D}. So that this follows: {o}.",
    ),
    "proof": ("Check it yourself: {f}.", "{F}. What is behind it: {d}.", "On record: {f}.", "{F}. It belongs to {xn}."),
    "offer": ("{X}. Made for {an}.",
        "{Y}. We call it {xn}.", "Our work in one line: {x}.", "{X}. For when this happens: {p}.", "What {n} does: {x}."),
    "price": ("What it costs: {m}.", "{M}. In return: {x}.", "Straight to the price: {m}."),
    "objection": ("A fair question: {j}. Our answer: {r}.", "The doubt: {j}. What helps: {d}.", "{J}? Look at this: {f}."),
    "audience": ("For {an}: {x}.", "Who {n} is for: {a}.", "{A}: this one is for you. {O}."),
    "promise": ("{C}.", "Hold us to it: {c}.", "Our word: {c}."),
}  # fmt: skip
SUPPORT: dict[str, tuple[str, ...]] = {
    "o": ("The aim: {o}.", "What it is for: {o}.", "Where it leads: {o}.", "What should come of it: {o}."),
    "d": ("Our way: {d}.", "How we work: {d}.", "What we hold on to: {d}.", "Part of it: {d}."),
    "f": ("To check: {f}.", "What backs it up: {f}.", "On record: {f}."),
    "x": ("The offer: {x}.", "In practice: {x}.", "What we bring: {x}."),
    "y": ("How it goes: {y}.", "What happens: {y}.", "In detail: {y}."),
    "p": ("The background: {p}.", "What it answers: {p}.", "The starting point: {p}."),
    "a": ("For whom: {a}.", "Who it is meant for: {a}."),
}
CTAS: dict[str, tuple[str, ...]] = {
    "problem": ("See how we work", "Tell us where it stands with you"),
    "outcome": ("See what it takes", "Start with a first talk"),
    "difference": ("Compare for yourself", "Take a closer look"),
    "proof": ("Look at the details", "See for yourself"),
    "offer": ("All about the offer", "See what is included"),
    "price": ("Prices and details", "Work out your case with us"),
    "objection": ("Ask us directly", "Bring your question"),
    "audience": ("Find out if it fits", "See if this is for you"),
    "promise": ("Read more", "Get to know us"),
}
ANGLES = {
    "problem": "Problem",
    "outcome": "Outcome",
    "difference": "What is different",
    "proof": "Proof",
    "offer": "The offer",
    "price": "Price",
    "objection": "Objection",
    "audience": "Who it is for",
    "promise": "Promise",
}
ALT = ("Text card by {n} with the line: {hook}", "Card in the colours of {n}, text: {hook}", "Graphic by {n} that reads: {hook}")
APPROVAL = "The client approves each version before anything is published."
GUARDRAILS = (
    "No figure that the brief does not give.",
    "No claim without proof from the brief.",
    "Publishing stops when the client withdraws a claim or an approval.",
)
NEVER_SAID = "Not said, except as forbidden: {words}."
