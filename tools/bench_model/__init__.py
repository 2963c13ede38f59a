"""How fast a ranking with a model is, measured on the warm local cloud beside the old system."""
