"""The log: structured, by ids; never a body, a name or a resume."""

from aws_lambda_powertools import Logger

logger = Logger()
