"""The OpenAPI document, made from the models of the requests and the shapes of the answers."""
