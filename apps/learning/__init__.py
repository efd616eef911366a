"""Learning: the one gateway for generated text, the event log, and the memory that generation draws on."""
