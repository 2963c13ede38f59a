"""The one recorder of this process: every client that is made after this import reports to it."""

import boto3

from tools.mocked.roles import Recorder

recorder = Recorder()

if boto3.DEFAULT_SESSION is None:
    boto3.setup_default_session()
if boto3.DEFAULT_SESSION is not None:
    boto3.DEFAULT_SESSION.events.register("before-parameter-build", recorder.note)
