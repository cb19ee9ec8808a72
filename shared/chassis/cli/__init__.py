"""The commands of `jiedao`, one file a group; each imports what it needs when it runs."""
