"""Soft deletion: runs and experiments go out of sight and come back as they were."""

import mlflow
from mlflow import MlflowClient
from mlflow.entities import ViewType
from mlflow.exceptions import MlflowException

client = MlflowClient()
experiment_id = client.create_experiment("bin", tags={"keep": "me"})
kept, gone = (client.create_run(experiment_id, run_name=n).info.run_id for n in ("kept", "gone"))
client.log_metric(gone, "m", 1.5)
client.log_text(gone, "still here", "a.txt")


def visible(view=ViewType.ACTIVE_ONLY):
    return {r.info.run_name for r in client.search_runs([experiment_id], run_view_type=view)}


client.delete_run(gone)
assert visible() == {"kept"} and visible(ViewType.DELETED_ONLY) == {"gone"} and visible(ViewType.ALL) == {"kept", "gone"}
deleted = client.get_run(gone)
assert deleted.info.lifecycle_stage == "deleted" and deleted.data.metrics == {"m": 1.5}
client.restore_run(gone)
assert visible() == {"kept", "gone"} and client.get_run(gone).info.lifecycle_stage == "active"
assert mlflow.artifacts.load_text(f"{client.get_run(gone).info.artifact_uri}/a.txt") == "still here"
client.log_metric(gone, "m", 2.5, step=1)

client.delete_experiment(experiment_id)
assert client.get_experiment(experiment_id).lifecycle_stage == "deleted"
assert client.get_experiment_by_name("bin").lifecycle_stage == "deleted"
assert "bin" not in {e.name for e in client.search_experiments()}
assert "bin" in {e.name for e in client.search_experiments(view_type=ViewType.DELETED_ONLY)}
assert client.get_run(kept).info.lifecycle_stage == "deleted"
try:
    client.create_experiment("bin")
except MlflowException as error:
    assert error.error_code == "RESOURCE_ALREADY_EXISTS", error
else:
    raise AssertionError("the name of a deleted experiment was given away")
client.restore_experiment(experiment_id)
back = client.get_experiment(experiment_id)
assert back.lifecycle_stage == "active" and back.tags == {"keep": "me"}
assert visible() == {"kept", "gone"}

client.rename_experiment(experiment_id, "bin, renamed")
assert client.get_experiment(experiment_id).name == "bin, renamed"
client.set_experiment_tag(experiment_id, "extra", "1")
client.delete_experiment_tag(experiment_id, "extra")
assert client.get_experiment(experiment_id).tags == {"keep": "me"}
