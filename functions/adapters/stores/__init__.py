"""The stores of this process, one a module, so that a function loads only what it uses."""
