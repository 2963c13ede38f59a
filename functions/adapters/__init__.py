"""The edge: everything that knows AWS, a model server or a file format."""
