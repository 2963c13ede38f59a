"""Resume files: PDF, DOCX and plain text, parsed in a process that may be killed."""

from adapters.documents.parser_process import read_document

__all__ = ["read_document"]
