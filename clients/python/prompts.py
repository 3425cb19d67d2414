"""Prompts: register, version, alias, load, format, search, tag, delete."""

from functools import partial

import mlflow
from mlflow.exceptions import MlflowException

genai = mlflow.genai
# The client keeps prompts it has read for a while; here the server is asked every time.
load_prompt = partial(genai.load_prompt, cache_ttl_seconds=0)
mlflow.set_experiment("prompts")

first = genai.register_prompt(
    name="summary", template="Summarise {{ text }} in {{ n }} words.", commit_message="first", tags={"task": "summary"}
)
assert first.version == 1 and first.variables == {"text", "n"}
second = genai.register_prompt(name="summary", template="Kürze {{ text }} 🪄", commit_message="auf Deutsch", tags={"language": "de"})
assert second.version == 2
chat = genai.register_prompt(
    name="chat_prompt",
    template=[{"role": "system", "content": "You are {{ role }}."}, {"role": "user", "content": "{{ question }}"}],
    response_format={"type": "object", "properties": {"answer": {"type": "string"}}},
)

loaded = load_prompt("summary", version=1)
assert loaded.template == "Summarise {{ text }} in {{ n }} words." and loaded.commit_message == "first"
assert loaded.format(text="this", n=3) == "Summarise this in 3 words."
assert load_prompt("prompts:/summary/2").template == "Kürze {{ text }} 🪄"
assert load_prompt("prompts:/summary@latest").version == 2
assert load_prompt("summary", version=2).tags.get("language") == "de"

genai.set_prompt_alias("summary", alias="production", version=1)
assert load_prompt("prompts:/summary@production").version == 1
genai.set_prompt_alias("summary", alias="production", version=2)
assert load_prompt("prompts:/summary@production").version == 2
assert load_prompt("summary", version=2).aliases == ["production"]
genai.delete_prompt_alias("summary", alias="production")
try:
    load_prompt("prompts:/summary@production", allow_missing=False)
except MlflowException as error:
    assert "production" in str(error), error
else:
    raise AssertionError("a removed alias still loads")
assert load_prompt("nothing", version=1, allow_missing=True) is None

talk = load_prompt("chat_prompt", version=1)
assert not talk.is_text_prompt and talk.variables == {"role", "question"}
assert talk.format(role="a cook", question="why?")[0] == {"role": "system", "content": "You are a cook."}
assert talk.response_format["properties"]["answer"] == {"type": "string"}

found = genai.search_prompts(filter_string="name LIKE 'sum%'")
assert [p.name for p in found] == ["summary"]
assert {p.name for p in genai.search_prompts()} == {"summary", "chat_prompt"}

client = mlflow.MlflowClient()
client.set_prompt_tag("summary", "owner", "docs")
assert client.get_prompt("summary").tags["owner"] == "docs"
client.set_prompt_version_tag("summary", "1", "checked", "yes")
assert load_prompt("summary", version=1).tags["checked"] == "yes"
client.delete_prompt_version_tag("summary", "1", "checked")
client.delete_prompt_tag("summary", "owner")
assert "owner" not in client.get_prompt("summary").tags
assert [int(v.version) for v in client.search_prompt_versions("summary")] == [2, 1]

# Prompts are not shown among the registered models, and a model may not take a prompt's name.
assert "summary" not in [m.name for m in client.search_registered_models()]
try:
    client.create_registered_model("summary")
except MlflowException as error:
    assert "already" in str(error), error
else:
    raise AssertionError("a model took a prompt's name")

client.delete_prompt_version("summary", "1")
assert load_prompt("summary", version=1, allow_missing=True) is None
client.delete_prompt_version("summary", "2")
client.delete_prompt("summary")
assert {p.name for p in genai.search_prompts()} == {"chat_prompt"}

# A prompt of a long text.
long = "x" * 90_000 + " {{ v }}"
genai.register_prompt(name="long", template=long)
assert load_prompt("long", version=1).template == long
