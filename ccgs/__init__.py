"""Who exists: regions, local teams, CCGs, member practices, LMCs, constitutions, posts, the model a CCG holds."""
