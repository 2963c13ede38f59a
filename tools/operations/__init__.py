"""What an operator does with a deployed stack, with the credentials of the caller."""
