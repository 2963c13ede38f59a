"""The stack's tables, queues and bucket in moto, made from template.yaml."""

from typing import Any

import boto3

from tools.mocked.template import resources_of

REGION = "eu-central-1"
BUCKET = "resumes"
TABLES = {"CatalogueTable": "catalogue", "TaskTable": "tasks"}
_TABLE_PROPERTIES = (
    "AttributeDefinitions",
    "KeySchema",
    "BillingMode",
    "GlobalSecondaryIndexes",
)


def make_tables() -> None:
    """Make both tables with the keys and indexes of the template."""
    client = boto3.client("dynamodb", region_name=REGION)
    for logical_id, properties in resources_of("AWS::DynamoDB::Table").items():
        wanted: Any = {name: properties[name] for name in _TABLE_PROPERTIES}
        client.create_table(TableName=TABLES[logical_id], **wanted)


def make_queue(logical_id: str, dead_letter_url: str | None = None) -> str:
    """Make one queue of the template and return its address."""
    client = boto3.client("sqs", region_name=REGION)
    properties = resources_of("AWS::SQS::Queue")[logical_id]
    attributes: Any = {"VisibilityTimeout": str(properties.get("VisibilityTimeout", 30))}
    if dead_letter_url:
        arn = client.get_queue_attributes(QueueUrl=dead_letter_url, AttributeNames=["QueueArn"])[
            "Attributes"
        ]["QueueArn"]
        receives = properties["RedrivePolicy"]["maxReceiveCount"]
        attributes["RedrivePolicy"] = (
            f'{{"deadLetterTargetArn":"{arn}","maxReceiveCount":{receives}}}'
        )
    return client.create_queue(QueueName=logical_id, Attributes=attributes)["QueueUrl"]


def make_bucket() -> None:
    """Make the bucket of the uploaded files."""
    where: Any = {"LocationConstraint": REGION}
    client = boto3.client("s3", region_name=REGION)
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=where)
