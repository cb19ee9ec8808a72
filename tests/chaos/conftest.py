"""Law of this folder: real processes die. The checker is pure, proved by planted histories."""
