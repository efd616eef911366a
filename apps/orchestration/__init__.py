"""Orchestration: the control plane. It drives each engagement's journey, queues acts for approval and knows the lineage."""
