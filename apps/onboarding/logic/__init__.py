"""Pure logic of onboarding: the form's fields, text cleaning, the brief from the answers."""
