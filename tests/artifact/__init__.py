"""The built functions under the real runtime."""
