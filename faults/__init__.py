"""What is broken on purpose: each module here is one command with JSON out and an exit code, a short form and a full one.

A module has `run(scale=, mutate="")` → {"ok": bool, figures …} and, where a guard can be taken away, MUTATIONS: with one of them
the run must turn red. A mutation is applied from outside to processes of the run (`faults.harness.launch`); the product has no
switch for it.
"""
