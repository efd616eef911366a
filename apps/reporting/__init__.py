"""Reporting: say in one line what this module is for."""
