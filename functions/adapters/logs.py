"""The log: structured, by ids; never a body, a name or a resume."""

import logging

from aws_lambda_powertools import Logger

logger = Logger()
# The same log as the standard library knows it, for libraries that ask for one.
standard_logger = logging.getLogger(logger.name)
