"""The form's words in English: name → (label, help, example); a section's name → (title, help, "")."""

TEXTS: dict[str, tuple[str, str, str]] = {
    "company": ("Your company", "The facts we put on every document.", ""),
    "offer": ("What you sell", "So that we understand how you earn money and what holds growth back.", ""),
    "audience": ("Who it is for", "Write as you would tell a new colleague; one point per line is best.", ""),
    "brand": ("How you speak, and what you can prove", "We only claim what stands here.", ""),
    "goals": ("Where you want to go", "What we will be measured by.", ""),
    "client_name": (
        "Company name",
        "As it should appear in texts and documents.",
        "Harbour & Pine Ltd",
    ),
    "website": (
        "Website",
        "The full address, beginning with https://. Links in our texts lead here.",
        "https://www.example.com",
    ),
    "industry": (
        "Industry",
        "In the words your customers use.",
        "Specialty coffee roasting, wholesale and online",
    ),
    "geography": (
        "Where you sell",
        "Countries, regions or cities.",
        "United Kingdom and Ireland; most customers within 100 miles of Bristol",
    ),
    "timezone": (
        "Time zone",
        "We schedule posts by it. Use the name your phone shows.",
        "Europe/London",
    ),
    "languages": (
        "Languages",
        "The first one is the language we write in. We write English and German.",
        "English, German",
    ),
    "primary_offer": (
        "Main offer",
        "The product or service this engagement is about: what it is, what is included, how people buy it.",
        "Coffee for offices: beans, machine and service in one monthly contract",
    ),
    "pricing": (
        "Prices",
        "What the main offer costs, and how it is charged. Say if prices must not be published.",
        "From 180 pounds a month for up to 15 people, no minimum term after 6 months",
    ),
    "revenue_streams": (
        "Where revenue comes from",
        "One line each; shares if you know them.",
        "Office contracts 70 %\nOnline shop 20 %\nTrainings 10 %",
    ),
    "unit_economics": (
        "What a customer is worth",
        "Average order or contract, margin, cost of winning a customer, how long they stay. Leave out what you do not measure.",
        "Contract 2,600 pounds a year, gross margin 48 %, customers stay about 4 years",
    ),
    "growth_bottleneck": (
        "What holds growth back",
        "Too few people know you, they do not trust you yet, they hesitate, or they leave? One is enough.",
        "Office managers have never heard of us; whoever tastes it usually buys",
    ),
    "target_audience": (
        "Target audience",
        "Who decides and who uses it: role, size of company, situation.",
        "Office managers in firms of 20 to 150 people who have just moved or grown",
    ),
    "pain_points": (
        "Their problems",
        "One per line, in their words.",
        "The machine is broken again and nobody feels responsible\nBeans run out on Mondays",
    ),
    "desired_outcomes": (
        "What they want instead",
        "One per line.",
        "Good coffee without having to think about it\nOne invoice, one number to call",
    ),
    "differentiators": (
        "What makes you different",
        "One per line. Only what is true and what a competitor could not say as well.",
        "Our own technicians come within one working day\nBeans are roasted to order every Tuesday",
    ),
    "proof_assets": (
        "What proves it",
        "Case studies, reviews, certificates, figures with their source; one per line. What is not here we will not claim.",
        "Service log 2025: 96 % of visits within one working day\nCase study: Brunel Architects, March 2025",
    ),
    "tone_voice": (
        "Tone of voice",
        "How you sound and how you never sound; words you avoid; how you address people.",
        "Warm, plain, a little dry. No exclamation marks. We say “people”, not “users”.",
    ),
    "risk_tolerance": (
        "How bold may we be?",
        "Low, medium or high, and what is off limits.",
        "Medium: humour is fine, no jokes about competitors",
    ),
    "compliance_notes": (
        "Rules we must follow",
        "Laws, approvals, claims you must not make, notices that must appear; one per line.",
        "No health claims about coffee\nName the energy class when a machine is shown",
    ),
    "objective": (
        "Objective",
        "The one thing that should be different at the end.",
        "Forty tastings booked by office managers in and around Bristol",
    ),
    "kpi_targets": (
        "Targets",
        "One per line, with a number and by when. Write the present value too if you know it.",
        "40 booked tastings in 12 weeks (today: 6 a month)\nCost per tasting below 45 pounds",
    ),
    "duration_weeks": (
        "Duration in weeks",
        "A number.",
        "12",
    ),
    "budget_range": (
        "Budget for media",
        "What may be spent on ads and production besides our fee; from–to is enough.",
        "3,000 to 5,000 pounds",
    ),
}
