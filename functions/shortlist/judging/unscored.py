"""Why a row was not scored by the model: one sentence a reason, for whoever can do something."""

from collections.abc import Mapping

# `{model}` stands for the name of the model.
SENTENCES: Mapping[str, str] = {
    "rate_limited": "The server's rate limit left no room in time. Rank again later.",
    "server_error": "The server failed again and again. Look at its own log.",
    "connection": "No connection to the server could be made or kept. See whether it runs.",
    "timeout": "The server gave no answer in time. Raise CallTimeoutSeconds, or speed it up.",
    "invalid_answer": "The answers of {model} had not the form that was asked for. Try another.",
    "truncated": "The answers of {model} ended before they were whole. Let it think less.",
    "refusal": "The model {model} refused to judge these resumes. Read them yourself.",
    "content_filter": "The server's content filter refused these resumes. Read them yourself.",
    "context_overflow": "The resume does not fit into the context of {model}. Raise it there.",
    "quota": "The account at the server has no money or no quota left. Top it up and rank again.",
    "unauthorized": "The server refuses the key. Store the right one with make model-key.",
    "model_not_found": "The server knows no model {model}. Pull it or change Model.",
    "no_such_address": "No model server is at OpenAiBaseUrl. Change it; it mostly ends in /v1.",
    "insecure_address": "OpenAiBaseUrl is public and not https. Change it or set AllowPlainHttp.",
    "bad_request": "The server does not take our requests; the log has its status and code.",
    "soft_time_limit": "The soft time limit was reached. Rank again: what is scored is kept.",
    "max_cost": "max_cost_usd was reached. Rank again with more: what is scored is kept.",
    "cost_unknown": "max_cost_usd cannot be kept, because the server does not say what calls take.",
    "daily_spend": "The tenant's spend limit of the day was reached. Rank again tomorrow.",
    "out_of_time": "The time was over. Rank again: what is scored is kept.",
    "leak": "The resume could not be made blind, so no model saw it. Read it yourself.",
    "waiting": "The resume was not read yet when the ranking ran. Rank again.",
    "internal": "Shortlist itself failed on the resume; the log says where. Report it.",
}


def explain_unscored(reason: str, model: str | None) -> str:
    """Return the sentence that says what a reason means and what to do about it.

    Resumes that cannot be read have reasons of their own, which their rows explain.
    """
    sentence = SENTENCES.get(reason, f"The reason is {reason}.")
    return sentence.format(model=model or "without a name")
