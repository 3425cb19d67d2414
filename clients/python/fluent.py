"""A training script on the fluent API: everything it logs is there when it asks again."""

import json

import mlflow
import pandas as pd
from mlflow import MlflowClient

mlflow.set_experiment("fluent")
mlflow.set_experiment_tags({"team": "vision", "stage": "research"})

with mlflow.start_run(run_name="first", description="what a user writes first", tags={"who": "ada"}) as run:
    mlflow.log_param("learning_rate", 0.1)
    mlflow.log_params({"optimizer": "adam", "layers": [64, 32], "dropout": None})
    mlflow.log_metric("loss", 0.5)
    for step in range(20):
        mlflow.log_metric("accuracy", step / 20, step=step)
    mlflow.log_metrics({"precision": 0.75, "recall": 0.5}, step=3)
    mlflow.set_tag("release", "1.0")
    mlflow.set_tags({"a": 1, "b": True, "to delete": "x"})
    mlflow.delete_tag("to delete")
    mlflow.log_text("hello\nworld", "notes/readme.txt")
    mlflow.log_dict({"k": [1, 2, {"deep": None}]}, "config.json")
    mlflow.log_dict({"k": "v"}, "config.yaml")
    mlflow.log_table({"question": ["q1", "q2"], "answer": ["a1", "a2"]}, "table.json")
    frame = pd.DataFrame({"x": [1.0, 2.0], "y": ["a", "b"]})
    dataset = mlflow.data.from_pandas(frame, source="https://example.org/d.csv", name="tiny", targets="y")
    mlflow.log_input(dataset, context="training", tags={"split": "train"})
    assert mlflow.active_run().info.run_id == run.info.run_id

read = mlflow.get_run(run.info.run_id)
assert read.info.status == "FINISHED", read.info.status
assert read.info.run_name == "first"
assert read.info.end_time >= read.info.start_time
assert read.data.params == {
    "learning_rate": "0.1",
    "optimizer": "adam",
    "layers": "[64, 32]",
    "dropout": "None",
}, read.data.params
assert read.data.metrics == {"loss": 0.5, "accuracy": 0.95, "precision": 0.75, "recall": 0.5}, read.data.metrics
tags = read.data.tags
assert tags["who"] == "ada" and tags["release"] == "1.0" and tags["a"] == "1" and tags["b"] == "True"
assert "to delete" not in tags
assert tags["mlflow.note.content"] == "what a user writes first"
assert tags["mlflow.runName"] == "first" and tags["mlflow.source.name"].endswith("fluent.py")

[entry] = read.inputs.dataset_inputs
assert entry.dataset.name == "tiny" and entry.dataset.digest == dataset.digest
assert json.loads(entry.dataset.source)["url"] == "https://example.org/d.csv"
assert json.loads(entry.dataset.profile) == {"num_rows": 2, "num_elements": 4}
assert {t.key: t.value for t in entry.tags} == {"mlflow.data.context": "training", "split": "train"}

client = MlflowClient()
history = client.get_metric_history(run.info.run_id, "accuracy")
assert [(m.step, m.value) for m in history] == [(s, s / 20) for s in range(20)]
assert [m.step for m in client.get_metric_history(run.info.run_id, "recall")] == [3]

uri = read.info.artifact_uri
assert mlflow.artifacts.load_text(f"{uri}/notes/readme.txt") == "hello\nworld"
assert mlflow.artifacts.load_dict(f"{uri}/config.json") == {"k": [1, 2, {"deep": None}]}
table = mlflow.load_table("table.json", run_ids=[run.info.run_id])
assert list(table["answer"]) == ["a1", "a2"]

experiment = mlflow.get_experiment_by_name("fluent")
assert experiment.tags == {"team": "vision", "stage": "research"}, experiment.tags
assert mlflow.last_active_run().info.run_id == run.info.run_id

# A run that failed says so.
try:
    with mlflow.start_run() as failing:
        raise ValueError("training diverged")
except ValueError:
    pass
assert mlflow.get_run(failing.info.run_id).info.status == "FAILED"
assert mlflow.get_run(failing.info.run_id).info.run_name, "a run without a name is given one"

# A finished run is resumed, and its name and note change.
with mlflow.start_run(run_id=run.info.run_id):
    mlflow.log_metric("accuracy", 0.99, step=20)
    assert mlflow.get_run(run.info.run_id).info.status == "RUNNING"
client.update_run(run.info.run_id, name="renamed")
again = mlflow.get_run(run.info.run_id)
assert again.info.status == "FINISHED" and again.info.run_name == "renamed"
assert again.data.tags["mlflow.runName"] == "renamed" and again.data.metrics["accuracy"] == 0.99
