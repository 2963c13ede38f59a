"""The context that Lambda hands to a handler."""

from dataclasses import dataclass


@dataclass
class FakeContext:
    """A context with a set remaining time."""

    function_name: str = "function"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = "arn:aws:lambda:eu-central-1:123456789012:function:function"
    aws_request_id: str = "invocation-1"
    remaining_milliseconds: int = 60_000

    def get_remaining_time_in_millis(self) -> int:
        """Return what is left of the invocation."""
        return self.remaining_milliseconds
