"""EventBridge: the bus that endings are told to, and the schedules of job posts."""

import hashlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from adapters.clients import raising
from shortlist.catalogue.schedules import Schedule
from shortlist.errors import (
    BusUnavailableError,
    InvalidRequestError,
    QueueUnavailableError,
    SettingsError,
)
from shortlist.settings import Settings
from shortlist.tasks.ending import Ending

if TYPE_CHECKING:
    from mypy_boto3_scheduler import EventBridgeSchedulerClient

SOURCE = "shortlist"
DETAIL_TYPE = "Ranking ended"
# The scheduler fills in which slot it fires, so that firing twice is seen to be the same:
# https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
SLOT = "<aws.scheduler.scheduled-time>"
_RETRY_SECONDS = 3600


class EventBridgeBus:
    """An EndingBus in EventBridge (shortlist.tasks.ending)."""

    def __init__(self, client: Any, name: str) -> None:
        self._client = client
        self._name = name

    def send(self, endings: Sequence[Ending]) -> Sequence[Ending]:
        """Send endings as one call; the bus answers for each of them alone."""
        with raising(BusUnavailableError):
            answer = self._client.put_events(Entries=[self._write(one) for one in endings])
        answers = zip(endings, answer["Entries"], strict=True)
        return [ending for ending, one in answers if "EventId" in one]

    def _write(self, ending: Ending) -> dict[str, str]:
        return {
            "EventBusName": self._name,
            "Source": SOURCE,
            "DetailType": DETAIL_TYPE,
            "Time": ending.ended_at,
            "Detail": ending.model_dump_json(),
        }


class EventBridgeSchedules:
    """Schedules in EventBridge Scheduler (shortlist.catalogue.schedules)."""

    def __init__(self, client: "EventBridgeSchedulerClient", settings: Settings) -> None:
        if not (settings.schedule_target_arn and settings.schedule_role_arn):
            raise SettingsError("missing settings: SCHEDULE_TARGET_ARN, SCHEDULE_ROLE_ARN")
        self._client = client
        self._settings = settings

    def put(self, tenant: str, job_id: str, schedule: Schedule) -> None:
        """Make or replace a schedule."""
        wanted = self._describe(tenant, job_id, schedule)
        with raising(QueueUnavailableError):
            try:
                self._create_or_update(wanted)
            except ClientError as error:
                if error.response["Error"]["Code"] == "ValidationException":
                    raise InvalidRequestError("no such expression or time zone") from error
                raise

    def get(self, tenant: str, job_id: str) -> Schedule | None:
        """Return the schedule of a job post, or None."""
        with raising(QueueUnavailableError):
            try:
                found = self._client.get_schedule(**self._name(tenant, job_id))
            except self._client.exceptions.ResourceNotFoundException:
                return None
        return Schedule(
            expression=found["ScheduleExpression"],
            timezone=found.get("ScheduleExpressionTimezone", "UTC"),
        )

    def delete(self, tenant: str, job_id: str) -> bool:
        """Delete a schedule; False if there was none."""
        with raising(QueueUnavailableError):
            try:
                self._client.delete_schedule(**self._name(tenant, job_id))
            except self._client.exceptions.ResourceNotFoundException:
                return False
        return True

    def _create_or_update(self, wanted: dict[str, Any]) -> None:
        try:
            self._client.create_schedule(**wanted)
        except self._client.exceptions.ConflictException:
            self._client.update_schedule(**wanted)

    def _describe(self, tenant: str, job_id: str, schedule: Schedule) -> dict[str, Any]:
        return {
            **self._name(tenant, job_id),
            "ScheduleExpression": schedule.expression,
            "ScheduleExpressionTimezone": schedule.timezone,
            "FlexibleTimeWindow": {"Mode": "OFF"},
            "Target": {
                "Arn": self._settings.schedule_target_arn,
                "RoleArn": self._settings.schedule_role_arn,
                "Input": json.dumps({"tenant": tenant, "job_id": job_id, "slot": SLOT}),
                "RetryPolicy": {
                    "MaximumEventAgeInSeconds": _RETRY_SECONDS,
                    "MaximumRetryAttempts": 10,
                },
            },
        }

    def _name(self, tenant: str, job_id: str) -> dict[str, str]:
        # Ids may be longer than a schedule's name, and have other characters.
        name = hashlib.sha256(f"{tenant}\n{job_id}".encode()).hexdigest()[:48]
        return {"Name": name, "GroupName": self._settings.schedule_group}
