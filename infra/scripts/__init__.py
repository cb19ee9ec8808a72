"""Scripts of the house: contracts, documents, data, new services."""
