"""What a resume's text tries to do to its reader, found before anything is made of it."""
