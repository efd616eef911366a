"""Discovery, enrichment, verification: jobs and orders that cam's worker carries out, every cent taken before it is spent."""
