"""综合指挥: the full trace of any matter across services, read from their events alone."""
