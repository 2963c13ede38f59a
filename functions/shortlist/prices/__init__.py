"""What calls of a model cost, by a dated table that ships with the code."""
