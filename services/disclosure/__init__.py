"""公开监管: what touches people is published in time, checked before and provably unaltered."""
