"""What is broken on purpose: each module here is one command with JSON out and an exit code, a short form and a full one."""
