"""Bases of portal, API and admin pages: who asks, whether they may, and how an error answers."""
