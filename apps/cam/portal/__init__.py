"""Pages behind links in our mails."""
