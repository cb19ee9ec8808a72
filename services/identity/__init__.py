"""统一身份: who somebody is, for which unit they act, and what they may do."""
