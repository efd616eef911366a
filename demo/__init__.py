"""The demo: an agency's ninety days, played on the real system by simulated people."""
