"""French: the trained pipeline, the lexicons, and what only French needs."""
