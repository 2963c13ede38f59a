"""The one recorder of this process: every client made after this import reports to it."""

from botocore.handlers import BUILTIN_HANDLERS

from tools.mocked.roles import Recorder

recorder = Recorder()

# A mocked account makes its own session each time, so that a handler of one session would be lost.
BUILTIN_HANDLERS.append(("before-parameter-build", recorder.note))
