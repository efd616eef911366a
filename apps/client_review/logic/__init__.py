"""Pure parts: what differs between two versions, what the client's words ask for, what a certificate holds."""
