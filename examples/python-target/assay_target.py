"""Serves a Python function to Assay as JSON lines on stdin and stdout. Standard library only; copy it beside your code.

    from assay_target import serve
    serve(lambda request: {"output": my_assistant(request["input"])})

docs/jsonl-contract.md describes the lines.
"""

import json
import math
import sys
import time
import traceback

_REPLY_FIELDS = {
    "output", "contexts", "citations", "toolCalls", "usage", "costUsd", "model", "details", "latencyMs",
}


def serve(answer):
    """Calls answer(request) for every line until stdin ends.

    The request has exampleId, input, epoch and seed. The answer is a dict with "output", or any other JSON
    value, which then is the output. An exception is reported as an error of that example; the next is asked.
    """
    replies = sys.stdout
    # Whatever the code prints must not end up among the replies.
    sys.stdout = sys.stderr
    if hasattr(replies, "reconfigure"):
        replies.reconfigure(encoding="utf-8", newline="\n")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8")

    def write(reply):
        replies.write(json.dumps(reply, allow_nan=False, ensure_ascii=False) + "\n")
        replies.flush()

    write({"ready": True})
    for line in sys.stdin:
        request = json.loads(line)
        began = time.perf_counter()
        try:
            value = answer(request)
            is_answer = isinstance(value, dict) and "output" in value
            reply = dict(value) if is_answer else {"output": value}
            unknown = sorted(set(reply) - _REPLY_FIELDS)
            if unknown:
                raise ValueError("unknown fields in the answer: " + ", ".join(unknown))
            reply.setdefault("latencyMs", (time.perf_counter() - began) * 1000)
            reply["id"] = request["id"]
            write(reply)
        except Exception as error:  # An error of one example must not end the process.
            traceback.print_exc(file=sys.stderr)
            write({"id": request["id"], "error": type(error).__name__ + ": " + str(error)})


def finite(value):
    """Replaces NaN and infinities, which JSON cannot say, by None, however deep they are."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {key: finite(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [finite(each) for each in value]
    return value
