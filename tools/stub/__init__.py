"""A model server for tests, the demo and the evaluation: OpenAI's protocol, invented answers."""
