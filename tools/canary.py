"""`python -m tools.canary template.yaml canary.yaml`: a copy that tries new code on a few first.

Functions that people and rankings depend on get an alias `live`. CodeDeploy leads a tenth of the
requests to a new version for ten minutes, and goes back by itself while an alarm is on. SAM takes
no condition on an alias, and the local cloud has no CodeDeploy, so template.yaml goes without.
"""

import re
import sys
from pathlib import Path

CANARIES = ("CatalogueFunction", "StartFunction", "StatusFunction", "WorkerFunction")
# People wait for these, so that a start from a snapshot may be worth what it costs.
WAITED_FOR = CANARIES[:3]
STEPS = "Canary10Percent10Minutes"
_SNAP_START = "      SnapStart: {ApplyOn: !Ref SnapStart}\n"
_PARAMETER = """\
  SnapStart: {Type: String, Default: "None",
    AllowedValues: ["None", PublishedVersions],
    Description: Starts functions of the API from a snapshot. It costs by hours and by starts.}
"""
# What an alias needs on a function, and an alarm on its errors beside it.
_ON_FUNCTION = """\
      AutoPublishAlias: live
      AutoPublishAliasAllProperties: true
      DeploymentPreference:
        Type: {steps}
        Role: !GetAtt DeploymentRole.Arn
        Alarms: [!Ref {name}Errors]
"""
_BESIDE = """\
  {name}Errors:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmDescription: >-
        Page: a new version of {name} fails, and is taken back.
        docs/runbook.md#a-new-version-fails
      Namespace: AWS/Lambda
      MetricName: Errors
      Dimensions:
        - {{Name: FunctionName, Value: !Ref {name}}}
        - {{Name: Resource, Value: !Sub "${{{name}}}:live"}}
      Statistic: Sum
      Period: 60
      ComparisonOperator: GreaterThanThreshold
      Threshold: 0
      EvaluationPeriods: 2
      DatapointsToAlarm: 1
      TreatMissingData: notBreaching
      AlarmActions: !If [HasAlarmTopic, [!Ref AlarmTopicArn], !Ref AWS::NoValue]
      OKActions: !If [HasAlarmTopic, [!Ref AlarmTopicArn], !Ref AWS::NoValue]
"""
_CONDITION = """\
  HasAlarmTopic: !Not [!Equals [!Ref AlarmTopicArn, ""]]
"""
_ROLE = """\
  DeploymentRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: {Service: codedeploy.amazonaws.com}
            Action: sts:AssumeRole
      ManagedPolicyArns:
        - !Sub
          - "arn:${AWS::Partition}:iam::aws:policy/service-role/${Policy}"
          - {Policy: AWSCodeDeployRoleForLambdaLimited}
"""


class CanaryError(Exception):
    """A template that does not look as this expects."""


def add_canaries(text: str) -> str:
    """Return the text of the template with canaries in it; it stays as it is else.

    Raises:
        CanaryError: if it lacks a function, or a queue's mapping that must follow an alias.
    """
    for name in CANARIES:
        block = re.compile(
            rf"^(  {name}:\n    Type: AWS::Serverless::Function\n    Properties:\n)", re.MULTILINE
        )
        on_function = _ON_FUNCTION.format(name=name, steps=STEPS)
        on_function += _SNAP_START if name in WAITED_FOR else ""
        text, count = block.subn(_BESIDE.format(name=name) + r"\1" + on_function, text)
        if count != 1:
            raise CanaryError(f"{name} stands in the template {count} times")
    # A mapping calls what it names, and the version that is being tried only by the alias.
    text, count = re.subn(
        r"(?m)(\bFunctionName: )!Ref WorkerFunction(?=,|$)", r"\1!Ref WorkerFunction.Alias", text
    )
    if count != 1:
        raise CanaryError("the worker has no mapping of its own")
    text = text.replace("\nConditions:\n", f"{_PARAMETER}\nConditions:\n{_CONDITION}", 1)
    return text.replace("\nOutputs:\n", f"\n{_ROLE}\nOutputs:\n", 1)


def main() -> int:
    """Write the copy that the second argument names."""
    source, target = (Path(argument) for argument in sys.argv[1:3])
    try:
        target.write_text(add_canaries(source.read_text(encoding="utf-8")), encoding="utf-8")
    except CanaryError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
