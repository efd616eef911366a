"""Pure rules of reporting: files, figures, goals, sentences."""
