"""The departments' services; each folder is deployed alone and owns its database."""
