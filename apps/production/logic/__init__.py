"""Writing, planning and revising: pure functions over brief, strategy and calendar."""
