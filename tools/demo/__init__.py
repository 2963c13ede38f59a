"""The demo: rank the resumes of demo/ through the public API, as any client would."""
