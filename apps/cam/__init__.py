"""Client acquisition: from a file of leads to a signed client, by mail that people may stop at any time."""
