"""Strategy: the plan in eight layers, written from the approved brief, versioned and approved."""
