"""What is measured: each module here is one command that runs ours and its reference in turn and prints ratios as JSON."""
