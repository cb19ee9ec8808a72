"""The one HTTP door: routes from the contracts, one hop to the service, no domain word."""
