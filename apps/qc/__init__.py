"""The gate: judges one exact version of an artifact by rules and says what to mend."""
