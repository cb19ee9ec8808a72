"""What runs the system and keeps its data files."""
