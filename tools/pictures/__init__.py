"""Pictures of the page, taken from the demo."""
