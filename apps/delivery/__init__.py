"""Delivery: what the client approved, packed so that anybody can check it, and published once, byte for byte."""
