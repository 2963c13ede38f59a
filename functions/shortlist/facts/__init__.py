"""What a resume says and a job post asks for, read into facts that can be compared."""
