"""Law of this folder: a case lives through its handlers, in memory, on dates written out."""
