"""What a resume's text tries to do to its reader, found before anybody believes it."""
