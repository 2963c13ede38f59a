"""How long a ranking takes and what it costs, measured on the warm local cloud."""
