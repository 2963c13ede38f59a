"""The product: ranking resumes for a job post, with no AWS, no network and no file parser in it."""
