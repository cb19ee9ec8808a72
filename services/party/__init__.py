"""党群组织: party organisations of a district, from proposal to dissolution, and their health."""
