"""Logged models: log, load, search, tag, finalise, link to metrics and data, delete."""

import mlflow
import numpy as np
import pandas as pd
from mlflow import MlflowClient
from mlflow.entities import LoggedModelStatus
from sklearn.linear_model import LogisticRegression

client = MlflowClient()
experiment = mlflow.set_experiment("logged models")
x, y = np.array([[0.0], [1.0], [2.0], [3.0]]), np.array([0, 0, 1, 1])
frame = mlflow.data.from_pandas(pd.DataFrame({"x": x.ravel(), "y": y}), name="points", targets="y")

with mlflow.start_run() as run:
    infos = []
    for strength in (1, 2, 3):
        model = LogisticRegression(C=strength).fit(x, y)
        info = mlflow.sklearn.log_model(model, name=f"fit-{strength}", params={"strength": strength}, tags={"kind": "linear"}, step=strength)
        mlflow.log_metric("accuracy", strength / 4, step=strength, model_id=info.model_id, dataset=frame)
        infos.append(info)

first = mlflow.get_logged_model(infos[0].model_id)
assert first.name == "fit-1" and first.status == LoggedModelStatus.READY and first.source_run_id == run.info.run_id
assert first.params == {"strength": "1"} and first.tags["kind"] == "linear"
[metric] = first.metrics
assert (metric.key, metric.value, metric.step) == ("accuracy", 0.25, 1)
assert metric.dataset_name == "points" and metric.dataset_digest == frame.digest and metric.run_id == run.info.run_id

outputs = client.get_run(run.info.run_id).outputs.model_outputs
assert {o.model_id: o.step for o in outputs} == {i.model_id: s for s, i in enumerate(infos, 1)}

loaded = mlflow.sklearn.load_model(infos[2].model_uri)
assert (loaded.predict(x) == y).all()
as_function = mlflow.pyfunc.load_model(f"models:/{infos[1].model_id}")
assert list(as_function.predict(pd.DataFrame({"x": x.ravel()}))) == list(y)
assert mlflow.models.get_model_info(infos[0].model_uri).model_id == infos[0].model_id
assert {f.path for f in client.list_logged_model_artifacts(infos[0].model_id)} >= {"MLmodel", "requirements.txt"}

best = mlflow.search_logged_models(
    experiment_ids=[experiment.experiment_id],
    filter_string="metrics.accuracy > 0.3",
    order_by=[{"field_name": "metrics.accuracy", "ascending": False}],
    output_format="list",
)
assert [m.name for m in best] == ["fit-3", "fit-2"]
on_points = mlflow.search_logged_models(
    experiment_ids=[experiment.experiment_id],
    filter_string="metrics.accuracy >= 0.25",
    datasets=[{"dataset_name": "points", "dataset_digest": frame.digest}],
    output_format="list",
)
assert len(on_points) == 3
elsewhere = mlflow.search_logged_models(
    experiment_ids=[experiment.experiment_id],
    filter_string="metrics.accuracy >= 0.25",
    datasets=[{"dataset_name": "other"}],
    output_format="list",
)
assert elsewhere == []
table = mlflow.search_logged_models(experiment_ids=[experiment.experiment_id])
assert len(table) == 3 and {"model_id", "name", "status"} <= set(table.columns)

mlflow.set_logged_model_tags(infos[0].model_id, {"reviewed": "yes", "prüfer": "Zoë"})
mlflow.delete_logged_model_tag(infos[0].model_id, "kind")
tags = mlflow.get_logged_model(infos[0].model_id).tags
assert tags["reviewed"] == "yes" and tags["prüfer"] == "Zoë" and "kind" not in tags, tags

# A model made by hand: pending until it is finalised.
external = mlflow.initialize_logged_model(name="by hand", model_type="agent", params={"temperature": "0"})
assert external.status == LoggedModelStatus.PENDING
mlflow.log_model_params({"top_p": "1"}, external.model_id)
assert mlflow.finalize_logged_model(external.model_id, LoggedModelStatus.READY).status == LoggedModelStatus.READY
assert mlflow.get_logged_model(external.model_id).params == {"temperature": "0", "top_p": "1"}
failed = mlflow.initialize_logged_model(name="never uploaded")
assert mlflow.finalize_logged_model(failed.model_id, "FAILED").status == LoggedModelStatus.FAILED

# A model as an input of another run.
with mlflow.start_run() as user:
    mlflow.log_input(frame, model=mlflow.entities.LoggedModelInput(infos[0].model_id))
assert [m.model_id for m in client.get_run(user.info.run_id).inputs.model_inputs] == [infos[0].model_id]

client.delete_logged_model(failed.model_id)
try:
    mlflow.get_logged_model(failed.model_id)
except mlflow.exceptions.MlflowException as error:
    assert error.error_code == "RESOURCE_DOES_NOT_EXIST", error
else:
    raise AssertionError("a deleted model was read")
