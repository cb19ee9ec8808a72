"""The story of the house, told over HTTP at the gateway."""
