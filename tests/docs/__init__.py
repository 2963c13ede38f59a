"""What the documents claim, held against the template, the code and a run of it."""
