"""The command line: commands are made from the registry, options are declared once."""
