"""The whole stack, over HTTP, on the local cloud."""
