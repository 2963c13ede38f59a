"""The stack of template.yaml in moto, in this process: for tests, and for counting calls."""
