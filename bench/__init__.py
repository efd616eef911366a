"""What is measured: each module here is one command that runs ours and its reference in turn and answers figures.

`run(*, scale: str) -> Figures`; `SERVERS = False` marks a module that needs no PostgreSQL. Modules with an underscore are shared.
"""
