"""The mail that brings a report: the goals in a sentence each, then the link."""

from __future__ import annotations

from typing import Any


def report_mail(content: dict[str, Any], *, name: str, link: str) -> tuple[str, str]:
    """Subject and text in the report's language."""
    told = [s["text"] for s in content["summary"]] + [f"- {g['sentence']}" for g in content["goals"][:5]]
    lines = "\n".join(told)
    if content["language"] == "de":
        return f"Ihr Bericht: {content['period_text']}", (
            f"Guten Tag {name},\n\nder Bericht für {content['client_name']}, {content['period_text']}, liegt für Sie bereit.\n\n"
            f"{lines}\n\nLesen und als PDF laden: {link}\n\nFragen dazu? Antworten Sie einfach auf diese Mail.\n"
        )
    return f"Your report: {content['period_text']}", (
        f"Hello {name},\n\nthe report for {content['client_name']}, {content['period_text']}, is ready for you.\n\n"
        f"{lines}\n\nRead it and get the PDF: {link}\n\nQuestions? Just answer this mail.\n"
    )
