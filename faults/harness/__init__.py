"""What fault commands share: a house of its own for each run, the processes in it, and the patches that take guards away."""
