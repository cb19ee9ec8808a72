"""Law of this folder: rules about the house itself, read from files and declarations.

No broker, no database. A new service is covered the moment its folder exists.
"""
