"""社会组织孵化: matters of a unit, from opening to closing, within the time that is set."""
