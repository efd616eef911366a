"""Pages of identity for everybody: sign-in, share links, sessions."""
