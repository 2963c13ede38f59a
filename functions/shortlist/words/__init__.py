"""Words: how texts of any language are cut into them, and what each of them weighs."""
