"""Drafts and calendars: turns an approved strategy into dated posts, revises them by notes, keeps working time."""
