"""Pure functions of learning."""
