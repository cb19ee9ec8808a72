"""Fakes under the same file name as what they stand for; never imported outside tests."""
