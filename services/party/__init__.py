"""党群组织: matters of a unit, from opening to closing, within the time that is set."""
