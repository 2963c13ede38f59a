"""Lambda: serves the page that recruiters work in."""
