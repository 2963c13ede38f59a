"""The product: ranking resumes for a job post, with no AWS, no network and no file parser in it."""

# The one place of it: health, the API document, calls of model servers and the tests read it here.
VERSION = "0.2.0"
