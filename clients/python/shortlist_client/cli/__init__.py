"""The command line `shortlist`, on the same client as everybody's own code."""
