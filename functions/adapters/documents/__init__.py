"""Resume files: PDF, DOCX and plain text, parsed in a process that may be killed."""
