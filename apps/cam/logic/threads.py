"""What the inbox shows of a mail, and what an answer to it carries."""

from __future__ import annotations

import re

SNIPPET = 200
MOST_REFERENCES = 10
_RE = re.compile(r"^\s*(?:re|aw|sv|antw|rv|ref|rif|vs)\s*(?:\[\d+\])?\s*:\s*", re.IGNORECASE)
_MESSAGE_ID = re.compile(r"^<[\x21-\x3b\x3d\x3f-\x7e]{3,240}>$")


def key_of(*, lead_id: object, from_email: str, mail_id: object) -> str:
    """Whose thread a mail belongs to: its lead's, else its sender's; one without a sender is a thread of its own."""
    if lead_id:
        return f"lead:{lead_id}"
    return f"from:{from_email}"[:340] if from_email else f"mail:{mail_id}"


def snippet(text: str) -> str:
    """The beginning of a text in one line, at most SNIPPET characters."""
    found = " ".join(text[: SNIPPET * 4].split())
    return found if len(found) <= SNIPPET else f"{found[: SNIPPET - 1]}…"


def left_out(body: str, new_text: str) -> str:
    """What the new text leaves out of a mail's body, quotation and signature; the whole body where it cannot be told apart."""
    whole, new = body.strip(), new_text.strip()
    if not new or not whole:
        return whole
    begin = whole.find(new)
    if begin < 0:
        return "" if " ".join(whole.split()) == " ".join(new.split()) else whole
    return "\n".join(part for part in (whole[:begin].strip(), whole[begin + len(new) :].strip()) if part)


def reply_subject(subject: str) -> str:
    """“Re: ” and the subject without the marks of earlier answers; at most 200 characters."""
    bare = " ".join(subject.split())
    while (found := _RE.match(bare)) is not None:
        bare = bare[found.end() :]
    return f"Re: {bare or 'your mail'}"[:200]


def answer_headers(theirs: str, ours: list[str]) -> dict[str, str]:
    """In-Reply-To and References, so that the recipient's client threads the answer; what is no Message-ID is left out.

    `theirs` is the Message-ID that is answered, `ours` those before it, oldest first.
    """
    earlier = [found for found in ours if _MESSAGE_ID.match(found)]
    last = theirs if _MESSAGE_ID.match(theirs) else earlier[-1] if earlier else ""
    if not last:
        return {}
    chain = list(dict.fromkeys(found for found in (*earlier, last) if found))[-MOST_REFERENCES:]
    return {"In-Reply-To": last, "References": " ".join(chain)}


def signed(text: str, *, sender: str, agency: str, postal_address: str) -> str:
    """The text with the signature of the mailbox it leaves from."""
    lines = [line for line in (sender, agency if agency != sender else "", postal_address) if line]
    return f"{text.strip()}\n\n-- \n" + "\n".join(lines) + "\n"
