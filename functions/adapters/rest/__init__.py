"""REST over API Gateway: requests in, answers and problems out."""
