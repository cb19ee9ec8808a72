"""Law of this folder: promises between services and towards callers, read from the contracts.

No broker, no database. `_sample.py` holds two small services, so that a rule can be seen to fail;
the services of the project are held to the same rules the moment their folder exists.
"""
