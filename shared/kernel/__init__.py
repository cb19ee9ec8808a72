"""Pure rules of public work: the standard library only, importable from any room."""
