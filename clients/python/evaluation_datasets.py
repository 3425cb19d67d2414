"""Evaluation datasets: create, merge records (the same input is one record), read, tag, search, share, delete."""

import mlflow
import pandas as pd
from mlflow.exceptions import MlflowException
from mlflow.genai import datasets

one = mlflow.create_experiment("evaluation one")
two = mlflow.create_experiment("evaluation two")
dataset = datasets.create_dataset(name="questions", experiment_id=one, tags={"version": "1", "owner": "qa"})
assert dataset.dataset_id.startswith("d-") and dataset.name == "questions" and dataset.experiment_ids == [one]

dataset.merge_records(
    [
        {"inputs": {"question": "What is a run?", "n": 1}, "expectations": {"answer": "a record"}, "tags": {"slice": "easy"}},
        {"inputs": {"question": "Größe? 数据 🎉"}, "expectations": {"answer": "groß", "score": 0.5, "ok": True, "list": [1, None]}},
    ]
)
got = datasets.get_dataset(dataset_id=dataset.dataset_id)
frame = got.to_df()
assert len(frame) == 2
by_question = {row["inputs"]["question"]: row for _, row in frame.iterrows()}
assert by_question["What is a run?"]["expectations"] == {"answer": "a record"}
assert by_question["What is a run?"]["tags"]["slice"] == "easy"
assert by_question["Größe? 数据 🎉"]["expectations"] == {"answer": "groß", "score": 0.5, "ok": True, "list": [1, None]}

# The same input again updates its expectations and tags; key order does not make it another input.
got.merge_records([{"inputs": {"n": 1, "question": "What is a run?"}, "expectations": {"length": 8}, "tags": {"reviewed": "yes"}}])
frame = datasets.get_dataset(dataset_id=dataset.dataset_id).to_df()
assert len(frame) == 2
[row] = [r for _, r in frame.iterrows() if r["inputs"].get("n") == 1]
assert row["expectations"] == {"answer": "a record", "length": 8}, row["expectations"]
assert row["tags"]["slice"] == "easy" and row["tags"]["reviewed"] == "yes"

# From a data frame, many at once.
got.merge_records(pd.DataFrame({"inputs": [{"q": i} for i in range(300)], "expectations": [{"a": i * i} for i in range(300)]}))
got = datasets.get_dataset(dataset_id=dataset.dataset_id)
frame = got.to_df()
assert len(frame) == 302
assert {r["inputs"]["q"]: r["expectations"]["a"] for _, r in frame.iterrows() if "q" in r["inputs"]} == {i: i * i for i in range(300)}

record_ids = [r["dataset_record_id"] for _, r in frame.iterrows() if r["inputs"].get("q", 0) >= 290]
assert got.delete_records(record_ids) == 10
assert len(datasets.get_dataset(dataset_id=dataset.dataset_id).to_df()) == 292

datasets.set_dataset_tags(dataset_id=dataset.dataset_id, tags={"version": "2", "stage": "golden"})
datasets.delete_dataset_tag(dataset_id=dataset.dataset_id, key="owner")
tags = datasets.get_dataset(dataset_id=dataset.dataset_id).tags
assert tags["version"] == "2" and tags["stage"] == "golden" and "owner" not in tags, tags

datasets.create_dataset(name="other questions", experiment_id=[one, two], tags={"version": "1"})
assert [d.name for d in datasets.search_datasets(filter_string="name LIKE 'other%'")] == ["other questions"]
assert {d.name for d in datasets.search_datasets(experiment_ids=[one])} == {"questions", "other questions"}
assert {d.name for d in datasets.search_datasets(experiment_ids=[two])} == {"other questions"}
assert [d.name for d in datasets.search_datasets(filter_string="tags.stage = 'golden'")] == ["questions"]
assert [d.name for d in datasets.search_datasets(experiment_ids=[one], order_by=["name ASC"])] == ["other questions", "questions"]

shared = datasets.add_dataset_to_experiments(dataset_id=dataset.dataset_id, experiment_ids=[two])
assert set(shared.experiment_ids) == {one, two}
kept = datasets.remove_dataset_from_experiments(dataset_id=dataset.dataset_id, experiment_ids=[two])
assert kept.experiment_ids == [one]

datasets.delete_dataset(dataset_id=dataset.dataset_id)
try:
    datasets.get_dataset(dataset_id=dataset.dataset_id)
except MlflowException as error:
    assert error.error_code == "RESOURCE_DOES_NOT_EXIST", error
else:
    raise AssertionError("a deleted dataset was read")
