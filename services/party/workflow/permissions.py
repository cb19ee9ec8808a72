"""What somebody must hold to take a step; roles are granted these in infra/data/roles."""

READ = "party.organisation.read"
PROPOSE = "party.organisation.propose"
DECIDE = "party.organisation.decide"
KEEP = "party.organisation.keep"
