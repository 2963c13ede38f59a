"""The shapes of the API, made from its document: make openapi."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field
from shortlist_client.shape import Shape
from typing_extensions import TypeAliasType


class CostRange(Shape):
    """The range of what the calls would cost, in US dollars."""

    low: float
    """If most of each prompt is cached."""
    high: float
    """If nothing is cached."""


DecisionKind = TypeAliasType("DecisionKind", Literal["talk", "later", "no"] | str)


ErrorCode = TypeAliasType(
    "ErrorCode", Literal["revoked", "time_limit", "dead_letter", "job_post_deleted"] | str
)


EventKind = TypeAliasType(
    "EventKind", Literal["decision", "adjustment", "note", "reveal", "reading", "erasure"] | str
)


class Evidence(Shape):
    """A line of the resume, counted from 1, with its text cut to a readable length."""

    line: int
    """The number of the line, from 1."""
    text: str
    """What stands there, cut to a readable length."""


class FieldError(Shape):
    """One field of the request that is wrong."""

    pointer: str | None = None
    """Where it stands in the body, as a JSON pointer (RFC 6901)."""
    parameter: str | None = None
    """Which query parameter it is."""
    header: str | None = None
    """Which header it is."""
    detail: str
    """What is wrong with it."""


class Gate(Shape):
    """A must-have. It sorts a candidate into a bucket and never gives points."""

    id: str
    """An id that is unique in the rubric."""
    text: str
    """What a candidate must have."""


GateStatus = TypeAliasType("GateStatus", Literal["pass", "fail", "unknown"] | str)


class Health(Shape):
    """That the service is up, and which one it is."""

    status: Literal["ok"]
    """Always the same word."""
    version: str
    """The version of what answers, as in the changelog."""


Importance = TypeAliasType("Importance", Literal["critical", "important", "nice"] | str)


class NewAdjustment(Shape):
    """Points that a person adds to a candidate's score, or takes off; the score itself stays."""

    points: int
    """The points."""
    reason: str
    """Why."""


class NewCandidate(Shape):
    """One candidate whose resume comes as text."""

    candidate_id: str | None = None
    """An id of the caller's; one of ours if null."""
    name: str | None = None
    """What to call the candidate."""
    resume_text: str
    """The text of the resume."""


class NewCandidates(Shape):
    """Up to a hundred candidates in one request; a request that is refused adds nobody."""

    candidates: list[NewCandidate]
    """The candidates."""


class NewDecision(Shape):
    """
    The body of `PUT …/decision/`: it replaces the whole decision; `no` needs a reason.

    What GET says besides is taken and ignored, so that it can be put again.
    """

    decision: DecisionKind | None = None
    """Talk to, keep for later, or not for this job; null takes it back."""
    reason: str | None = None
    """Why; needed for `no`."""
    note: str | None = None
    """Words for the colleagues."""
    adjustment: NewAdjustment | None = None
    """Points that a person adds to the score, or takes off."""
    decided_by: str | None = None
    """Ignored: it is the caller."""
    decided_at: str | None = None
    """Ignored: it is now."""


class NewReasonList(Shape):
    """The body of `PUT /api/decision-reasons/`."""

    reasons: list[str]
    """The reasons, in the order to offer them in; may be empty."""


class NewReveal(Shape):
    """The body of `POST …/reveal/`: why somebody wants to know who a candidate is."""

    reason: str
    """Why; it is kept."""


class NewSchedule(Shape):
    """The body of `PUT /api/jobposts/{job_id}/schedule/`."""

    expression: str
    """`rate(…)` or `cron(…)`, as AWS has them; not nearer together than the deployment allows."""
    timezone: str | None = "UTC"
    """The time zone that `cron(…)` is in, by its name in the IANA database."""


class NewUpload(Shape):
    """A file that the caller is about to upload; `size` is in bytes."""

    filename: str
    """The name of the file: a PDF, DOCX or TXT."""
    size: int
    """How many bytes it has."""
    name: str | None = None
    """What to call the candidate; else the filename."""
    candidate_id: str | None = None
    """An id of the caller's; one of ours if null."""


class NewUploads(Shape):
    """The body of `POST /api/jobposts/{job_id}/resumes/`."""

    files: list[NewUpload]
    """The files."""


class Problem(Shape):
    """Why a request was not done."""

    type: str
    """The kind of problem, always the same URI for the same kind."""
    title: str
    """The kind of problem in a few words."""
    status: int
    """The HTTP status."""
    detail: str
    """What was wrong this time."""
    instance: str
    """The path that was called."""
    request_id: str
    """What names this request in the log of the service."""
    errors: list[FieldError] | None = None
    """Each field that is wrong, for a body or a query that is."""


class Progress(Shape):
    """How many rows there are so far."""

    done: int
    """Rows with a score."""
    failed: int
    """Rows without one."""
    total: int
    """All rows that there will be; 0 until it is planned."""
    percent: float
    """The share of rows that are there."""
    eta_seconds: int | None
    """How long it will take from now, if known."""
    waiting: int
    """Resumes being read, for which the ranking waits."""


class RankedJob(Shape):
    """The job post of a ranking, as it was called then."""

    job_id: str
    """The id of the job post."""
    title: str
    """Its title."""


Ranker = TypeAliasType("Ranker", Literal["offline", "llm"] | str)


ReadingReason = TypeAliasType(
    "ReadingReason",
    Literal[
        "encrypted",
        "image_only",
        "empty",
        "too_large",
        "too_many_pages",
        "broken",
        "unsupported",
        "dynamic_form",
        "timed_out",
        "never_uploaded",
        "not_read",
    ]
    | str,
)


ReadingState = TypeAliasType("ReadingState", Literal["waiting", "read", "failed"] | str)


class Readings(Shape):
    """How many resumes of a job post are in which state of reading."""

    waiting: int
    """Announced or uploaded, and not read yet."""
    read: int
    """There is a text to rank."""
    failed: int
    """They cannot be read; each candidate has the reason."""


class Reasons(Shape):
    """The reasons that a tenant offers its people."""

    reasons: list[str]
    """The reasons, in the order to offer them in."""


class RedactionCounts(Shape):
    """The pieces of personal data that a model was not shown of a resume."""

    name: int
    """Names of the candidate and of referees."""
    email: int
    """E-mail addresses."""
    phone: int
    """Telephone numbers."""
    link: int
    """Links and handles."""
    birth_date: int
    """Dates of birth and ages."""
    gender: int
    """Words that tell a gender, pronouns among them."""
    address: int
    """Lines and parts of addresses."""
    personal: int
    """Nationality, family, numbers of documents and such."""


class Reveal(Shape):
    """Who a candidate is."""

    candidate_id: str
    """The candidate."""
    label: str
    """What the blind view calls the candidate."""
    name: str | None
    """What the caller who added it calls the candidate."""


Role = TypeAliasType("Role", Literal["recruiter", "operator"] | str)


RowReason = TypeAliasType(
    "RowReason",
    Literal[
        "rate_limited",
        "server_error",
        "connection",
        "timeout",
        "invalid_answer",
        "truncated",
        "refusal",
        "content_filter",
        "context_overflow",
        "quota",
        "unauthorized",
        "model_not_found",
        "no_such_address",
        "insecure_address",
        "bad_request",
        "soft_time_limit",
        "max_cost",
        "cost_unknown",
        "daily_spend",
        "out_of_time",
        "leak",
        "waiting",
        "internal",
        "encrypted",
        "image_only",
        "empty",
        "too_large",
        "too_many_pages",
        "broken",
        "unsupported",
        "dynamic_form",
        "timed_out",
        "never_uploaded",
        "not_read",
    ]
    | str,
)
"""
Why a score is missing, or not the one that was asked for; `{model}` stands for the model.

- `rate_limited`: The server's rate limit left no room in time. Rank again later.
- `server_error`: The server failed again and again. Look at its own log.
- `connection`: No connection to the server could be made or kept. See whether it runs.
- `timeout`: The server gave no answer in time. Raise CallTimeoutSeconds, or speed it up.
- `invalid_answer`: The answers of {model} had not the form that was asked for. Try another.
- `truncated`: The answers of {model} ended before they were whole. Let it think less.
- `refusal`: The model {model} refused to judge these resumes. Read them yourself.
- `content_filter`: The server's content filter refused these resumes. Read them yourself.
- `context_overflow`: The resume does not fit into the context of {model}. Raise it there.
- `quota`: The account at the server has no money or no quota left. Top it up and rank again.
- `unauthorized`: The server refuses the key. Store the right one with make model-key.
- `model_not_found`: The server knows no model {model}. Pull it or change Model.
- `no_such_address`: No model server is at OpenAiBaseUrl. Change it; it mostly ends in /v1.
- `insecure_address`: OpenAiBaseUrl is public and not https. Change it or set AllowPlainHttp.
- `bad_request`: The server does not take our requests; the log has its status and code.
- `soft_time_limit`: The soft time limit was reached. Rank again: what is scored is kept.
- `max_cost`: max_cost_usd was reached. Rank again with more: what is scored is kept.
- `cost_unknown`: max_cost_usd cannot be kept, because the server does not say what calls take.
- `daily_spend`: The tenant's spend limit of the day was reached. Rank again tomorrow.
- `out_of_time`: The time was over. Rank again: what is scored is kept.
- `leak`: The resume could not be made blind, so no model saw it. Read it yourself.
- `waiting`: The resume was not read yet when the ranking ran. Rank again.
- `internal`: Shortlist itself failed on the resume; the log says where. Report it.
- `encrypted`: The file needs a password; ask for an unprotected copy.
- `image_only`: The file holds pictures of text, or letters without their meaning; ask for a version whose text can be selected and copied.
- `empty`: The file holds no text.
- `too_large`: The file is larger than a resume may be; ask for a shorter version.
- `too_many_pages`: The file has more pages than a resume may have; ask for a shorter version.
- `broken`: The file is damaged and cannot be opened; ask for a new copy.
- `unsupported`: The file is not a PDF, a DOCX or a plain text; ask for one of these.
- `dynamic_form`: The file is a form or a portfolio that only Adobe Reader shows; ask for a printed PDF of it.
- `timed_out`: The file took too long to read; ask for a simpler version.
- `never_uploaded`: The file was announced but never uploaded.
- `not_read`: Shortlist could not read the file; upload it again or tell the operator.
"""


class RubricCriterion(Shape):
    """One thing that gives points."""

    id: str
    """The id of the criterion within its rubric."""
    title: str
    """What is looked for."""
    importance: Importance
    """How much it counts: 3, 2 or 1."""
    levels: list[str]
    """What each level from 0 to 4 stands for."""


class RubricGate(Shape):
    """A must-have."""

    id: str
    """The id of the gate within its rubric."""
    text: str
    """What a candidate must have."""


Samples = TypeAliasType("Samples", Literal[1, 3])


class Schedule(Shape):
    """When a job post is ranked again."""

    job_id: str
    """The job post."""
    expression: str
    """`rate(…)` or `cron(…)`."""
    timezone: str
    """The time zone that `cron(…)` is in."""


class ScoreAdjustment(Shape):
    """Points that a person adds to a score, or takes off; the score itself stays."""

    points: int
    """The points."""
    reason: str
    """Why."""


Scorer = TypeAliasType("Scorer", Literal["llm", "offline", "none"] | str)


ServiceTier = TypeAliasType("ServiceTier", Literal["auto", "default", "flex", "priority"] | str)


class StartRequest(Shape):
    """How to rank; everything is optional."""

    ranker: Ranker | None = None
    """What ranks; the deployment's default if null."""
    model: str | None = None
    """The language model; the default one if null."""
    samples: Samples | None = 1
    """How often the model is asked about each candidate."""
    max_cost_usd: float | None = None
    """Above this no more calls are made; the rest keeps its offline score."""
    blind: bool | None = True
    """Hide from the model who a candidate is."""
    service_tier: ServiceTier | None = None
    """The tier of the model server."""


Status = TypeAliasType("Status", Literal["PENDING", "STARTED", "RETRY", "SUCCESS", "FAILURE"] | str)


class Task(Shape):
    """A ranking task as it stands in a list: no names, no rows."""

    tenant: str | None = None
    """Whose it is; for operators only."""
    task_id: str
    """The id of the ranking task."""
    job_id: str
    """The job post."""
    status: Status
    """SUCCESS and FAILURE are the ends."""
    ranker: Ranker
    """What ranks."""
    created_at: AwareDatetime
    """When it was accepted."""
    started_at: AwareDatetime | None
    """When the first worker began."""
    finished_at: AwareDatetime | None
    """When it ended."""
    total: int
    """How many rows it has; 0 until it is planned."""
    error_code: ErrorCode | None
    """After FAILURE: why."""
    estimated_cost: float | None
    """US dollars; null if a price is not known."""


class Tasks(Shape):
    """One page of ranking tasks, newest first."""

    items: list[Task]
    """The entries of this page."""
    next_cursor: str | None
    """The cursor of the next page; null on the last."""


class TokenForecast(Shape):
    """How many tokens calls would take."""

    input: int
    """Tokens of prompts."""
    output: int
    """Tokens of answers."""


class TokenUsage(Shape):
    """What the model server reported, failed calls included; null where it did not report all."""

    input: int | None
    """Tokens of prompts."""
    cached: int | None
    """Those of them that the server had cached."""
    output: int | None
    """Tokens of answers."""
    reasoning: int | None
    """Those of them that were only thought."""
    total: int | None
    """Tokens of prompts and answers."""
    calls: int
    """Calls, failed ones included."""
    retries: int
    """Calls that were made again."""


class Upload(Shape):
    """Where and how to upload one file."""

    candidate_id: str
    """The candidate that the file will be read for."""
    filename: str
    """The name of the file, as it was announced."""
    url: str
    """The address to upload to."""
    method: Literal["PUT"]
    """The HTTP method to upload with."""
    headers: dict[str, str]
    """The headers to send, exactly these."""
    expires_at: AwareDatetime
    """Until when the address is good."""


class Uploads(Shape):
    """Where to upload files, in the order of the request."""

    uploads: list[Upload]
    """One address a file."""


class Caller(Shape):
    """Who the token says the caller is."""

    tenant: str | None
    """The tenant; null for an operator."""
    role: Role
    """What the caller may do."""
    subject: str
    """The id of the caller, as `decided_by` names people."""
    email: str | None
    """The e-mail address, if the token has one."""


class CandidateDecision(Shape):
    """One candidate's decision among several: a note or an adjustment that is left out stays."""

    decision: DecisionKind | None = None
    """Talk to, keep for later, or not for this job; null takes it back."""
    reason: str | None = None
    """Why; needed for `no`."""
    note: str | None = None
    """Words for the colleagues."""
    adjustment: NewAdjustment | None = None
    """Points that a person adds to the score, or takes off."""
    decided_by: str | None = None
    """Ignored: it is the caller."""
    decided_at: str | None = None
    """Ignored: it is now."""
    candidate_id: str
    """The candidate."""


class Criterion(Shape):
    """One thing to look for, with an anchor sentence for each level from 0 to 4."""

    id: str
    """An id that is unique in the rubric."""
    title: str
    """What is looked for."""
    importance: Importance
    """How much it counts: 3, 2 or 1."""
    levels: list[str]
    """What each level from 0 to 4 stands for."""


class CriterionOutcome(Shape):
    """The level a resume reaches on one criterion and the lines that support it."""

    id: str
    """The criterion of the rubric."""
    level: int
    """The level that is reached."""
    evidence: list[Evidence]
    """The lines that support it."""


class Decision(Shape):
    """What a person decided about a candidate; all null until somebody does."""

    decision: DecisionKind | None
    """Talk to, keep for later, or not for this job."""
    reason: str | None
    """Why; a `no` has one."""
    note: str | None
    """Words for the colleagues."""
    adjustment: ScoreAdjustment | None
    """Points that a person added or took off."""
    decided_by: str | None
    """Who changed any of it last: a token's subject."""
    decided_at: AwareDatetime | None
    """When that was."""


class Estimate(Shape):
    """What a ranking would take; nothing was started."""

    ranker: Ranker
    """What would rank."""
    model: str | None
    """The language model that would be asked, if any."""
    calls: int
    """Calls of the model."""
    tokens: TokenForecast
    """Tokens of all calls."""
    cost_usd: CostRange | None
    """Null if the price is not known."""
    seconds: float
    """How long it would take, if the model server goes on as it was within the last day; of a server that was not asked in that time, if it is a fast one."""


class Event(Shape):
    """One thing that was done with a candidate."""

    at: AwareDatetime
    """When."""
    actor: str
    """Who: a token's subject, or a part of the service."""
    kind: EventKind
    """What."""
    from_: Annotated[str | int | None, Field(alias="from")]
    """What a change replaced; points for an adjustment."""
    to: str | int | None
    """What it made of it."""
    reason: str | None
    """Why; null after the candidate's erasure."""


class Events(Shape):
    """One page of what was done with a candidate, oldest first."""

    items: list[Event]
    """The entries of this page."""
    next_cursor: str | None
    """The cursor of the next page; null on the last."""


class GateOutcome(Shape):
    """What the resume says about a must-have; `unknown` when it says nothing."""

    id: str
    """The gate of the rubric."""
    status: GateStatus
    """What the resume says about it."""
    evidence: list[Evidence]
    """The lines that say so."""


class JobPost(Shape):
    """A job post."""

    job_id: str
    """The id, the caller's choice or one of ours."""
    title: str
    """What the position is called."""
    description: str
    """What was written about the position."""
    rubric_version: int
    """The version of the rubric that counts now."""
    created_at: AwareDatetime
    """When it was created."""
    candidate_count: int
    """How many candidates it has."""
    reading: Readings
    """How far the reading of their resumes is."""


class JobPosts(Shape):
    """One page of job posts, newest first."""

    items: list[JobPost]
    """The entries of this page."""
    next_cursor: str | None
    """The cursor of the next page; null on the last."""


class NamedDecision(Shape):
    """A decision with the candidate that it is about."""

    decision: DecisionKind | None
    """Talk to, keep for later, or not for this job."""
    reason: str | None
    """Why; a `no` has one."""
    note: str | None
    """Words for the colleagues."""
    adjustment: ScoreAdjustment | None
    """Points that a person added or took off."""
    decided_by: str | None
    """Who changed any of it last: a token's subject."""
    decided_at: AwareDatetime | None
    """When that was."""
    candidate_id: str
    """The candidate."""


class NewDecisions(Shape):
    """The body of `POST …/decisions/`: up to a hundred candidates, each of them once."""

    decisions: list[CandidateDecision]
    """The decisions, one a candidate."""


class Reading(Shape):
    """How far the reading of a resume is."""

    state: ReadingState
    """Whether the resume can be ranked."""
    reason: ReadingReason | None
    """Why a reading failed; null unless it did."""
    detail: str | None
    """The reason as a sentence, with what to ask for."""
    scanned_pages: list[int]
    """Pages that are pictures, and of which nothing was read; from 1."""


class Row(Shape):
    """One candidate's outcome in one ranking."""

    rank: int
    """The place in the ranking; 1 is the best."""
    candidate_id: str
    """The candidate."""
    name: str | None
    """What the caller calls the candidate."""
    score: float | None
    """From 0 to 100; null for a resume that could not be read."""
    likeness: float | None
    """How much the whole text speaks of the job post, if rules scored it."""
    confidence: float
    """How sure the score is, from 0 to 1."""
    gates: list[GateOutcome]
    """What the resume says about each must-have."""
    criteria: list[CriterionOutcome]
    """The level it reaches on each criterion."""
    matched: list[str]
    """What was looked for and found."""
    missing: list[str]
    """What was looked for and not found."""
    flags: list[str]
    """What is odd about the resume, such as hidden text."""
    summary: str
    """The same in a sentence."""
    scored_by: Scorer
    """What made the score."""
    redacted: RedactionCounts | None
    """What a model that ranks blind was not shown, by kind."""
    reason: RowReason | None
    """Why the score is missing, or not the one that was asked for."""
    label: str | None = None
    """What a blind view calls the candidate."""


class Rows(Shape):
    """One page of a ranking, best first."""

    items: list[Row]
    """The entries of this page."""
    next_cursor: str | None
    """The cursor of the next page; null on the last."""


class Rubric(Shape):
    """What the candidates of a job post are ranked by."""

    version: int
    """Counts up with each change; a ranking names it."""
    gates: list[RubricGate]
    """Must-haves; they sort and give no points."""
    criteria: list[RubricCriterion]
    """What gives points."""
    warnings: list[str]
    """What in it may treat people unfairly, and how to ask instead."""


class RubricEdit(Shape):
    """A rubric as a person writes it: what `PUT …/rubric/` takes."""

    gates: Annotated[list[Gate] | None, Field(validate_default=True)] = []
    """Must-haves; they sort and give no points."""
    criteria: list[Criterion]
    """What gives points."""


class Started(Shape):
    """A ranking that was accepted."""

    message: str
    """The same in words."""
    task_id: str
    """The id of the ranking task, to ask for its status with."""
    status: Status
    """How far it is."""
    job_id: str
    """The job post."""


class Candidate(Shape):
    """A candidate with the text of the resume."""

    candidate_id: str
    """The id, the caller's choice or one of ours."""
    name: str | None
    """What the caller calls the candidate; null when blind."""
    label: str | None = None
    """What a blind view calls the candidate."""
    reading: Reading
    """How far the reading of the resume is."""
    flags: list[str]
    """What is odd about the resume, such as hidden text."""
    created_at: AwareDatetime
    """When the candidate was added."""
    resume_text: str | None
    """The text as it is ranked; null until it is read. A blind view has it as redaction leaves it, and `[HIDDEN]` for every line where redaction fails on the resume."""


class Decided(Shape):
    """What holds for the candidates of a request now, in its order."""

    items: list[NamedDecision]
    """The decisions."""


class Decisions(Shape):
    """One page of decisions in the order of their candidates' ids."""

    items: list[NamedDecision]
    """The entries of this page."""
    next_cursor: str | None
    """The cursor of the next page; null on the last."""


class JobPostReplacement(Shape):
    """The body of `PUT /api/jobposts/{job_id}/`; without a rubric, one is drafted anew."""

    title: str
    """What the position is called."""
    description: str
    """What is written about the position."""
    rubric: RubricEdit | None = None
    """What to rank by; drafted from the description if null."""


class ListedCandidate(Shape):
    """A candidate without the text of the resume."""

    candidate_id: str
    """The id, the caller's choice or one of ours."""
    name: str | None
    """What the caller calls the candidate; null when blind."""
    label: str | None = None
    """What a blind view calls the candidate."""
    reading: Reading
    """How far the reading of the resume is."""
    flags: list[str]
    """What is odd about the resume, such as hidden text."""
    created_at: AwareDatetime
    """When the candidate was added."""


class NewJobPost(Shape):
    """The body of `POST /api/jobposts/`."""

    title: str
    """What the position is called."""
    description: str
    """What is written about the position."""
    rubric: RubricEdit | None = None
    """What to rank by; drafted from the description if null."""
    job_id: str | None = None
    """An id of the caller's; one of ours if null."""


class Result(Shape):
    """What a ranking came to."""

    job: RankedJob
    """The job post."""
    rubric_version: int | None
    """The rubric it was ranked by."""
    ranker: Ranker
    """What ranked."""
    model: str | None
    """The language model, if one was asked."""
    prompt_version: str | None
    """The version of what makes the rows."""
    complete: bool
    """False if a row should have had another score, or any."""
    warnings: list[str]
    """What to know before relying on it."""
    ranked_candidates: list[Row]
    """The rows, best first; the first of them, if there are many."""
    next: str | None
    """The address of the rows behind these; null if none are."""
    token_usage: TokenUsage
    """What the model server reported."""
    estimated_cost: float | None
    """US dollars; null if a price is not known."""


class TaskStatus(Shape):
    """How far a ranking is; with its result once it has succeeded."""

    task_id: str
    """The id of the ranking task."""
    status: Status
    """SUCCESS and FAILURE are the ends."""
    message: str
    """The status in words."""
    progress: Progress | None = None
    """While it is ranked."""
    result: Result | None = None
    """After SUCCESS."""
    error: str | None = None
    """After FAILURE: why, in words."""
    error_code: ErrorCode | None = None
    """After FAILURE: why."""
    job_id: str
    """The job post."""
    created_at: AwareDatetime
    """When it was accepted."""
    started_at: AwareDatetime | None
    """When the first worker began."""
    finished_at: AwareDatetime | None
    """When it ended."""


class AddedCandidates(Shape):
    """The candidates that were added, in the order of the request."""

    items: list[ListedCandidate]
    """The candidates."""


class Candidates(Shape):
    """One page of candidates in the order of their ids."""

    items: list[ListedCandidate]
    """The entries of this page."""
    next_cursor: str | None
    """The cursor of the next page; null on the last."""
