"""What stands in the way of a start; no errors to its caller, who gets the task that was first."""


class StartedBefore(Exception):  # noqa: N818  # not an error: an answer that ends the transaction
    """The same key was used before, perhaps for something else.

    `task_id` is the task that it led to, which may be gone by now; `body_hash` tells whether this
    is the same request.
    """

    def __init__(self, task_id: str, body_hash: str) -> None:
        super().__init__(task_id)
        self.task_id = task_id
        self.body_hash = body_hash


class RunningAlready(Exception):  # noqa: N818  # as above
    """A ranking of this job post with these options holds the lock.

    `task_id` is the task that took it, which may have ended by now.
    """

    def __init__(self, task_id: str) -> None:
        super().__init__(task_id)
        self.task_id = task_id
