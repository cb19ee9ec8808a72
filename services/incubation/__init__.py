"""社会组织孵化: social organisations, filed or registered, incubated and graded."""
