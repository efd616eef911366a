"""Reporting: did it work? Figures from own signals and files, frozen in snapshots, told in reports one can recompute."""
