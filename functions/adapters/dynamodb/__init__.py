"""DynamoDB: the keys of both tables and the stores that use them (docs/decisions/0001)."""
