"""Empty: a trace is appended, never moved from state to state."""
