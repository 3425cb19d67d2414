"""A gate run is a run to MLflow clients, and quality thresholds that a client records are enforced on request."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

import mlflow
from mlflow import MlflowClient

repository = Path(__file__).resolve().parents[2]
uri = os.environ["MLFLOW_TRACKING_URI"]


def assay(*args):
    command = [repository / "node_modules/.bin/node", repository / "src/cli/assay.ts", *args, "--url", uri]
    with tempfile.TemporaryDirectory() as folder:
        ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout + ran.stderr


code, said = assay("gate", str(repository / "examples/docs-assistant"))
assert code == 1, said

client = MlflowClient()
experiment = client.get_experiment_by_name("gate/docs-assistant")
assert experiment is not None
(run,) = client.search_runs([experiment.experiment_id], "tags.`assay.verdict` = 'FAIL'")
assert run.info.status == "FINISHED"
assert run.data.params["candidate"] == "1.1.0" and run.data.params["baseline"] == "1.0.0"
assert 0.5 < run.data.metrics["answer/mean"] < 0.8
assert run.data.metrics["answer/non-inferiority/lower"] < run.data.metrics["answer/non-inferiority/estimate"]
assert run.inputs.dataset_inputs[0].dataset.name == "docs-questions"
assert run.info.run_id.startswith(run.data.tags["assay.gateRun"])
assert mlflow.get_run(run.info.run_id).data.tags["assay.tier"] == "merge"


def thresholds(value, metric="correctness/mean"):
    with mlflow.start_run() as judged:
        mlflow.log_metric("correctness/mean", value)
        rule = {"metricKey": metric, "comparator": "GTE", "threshold": 0.9}
        mlflow.set_tag("mlflow.genaiEvaluate.qualityThresholds", json.dumps({"rules": [rule]}))
    return assay("gate", "thresholds", judged.info.run_id)[0]


assert thresholds(0.95) == 0
assert thresholds(0.85) == 1
assert thresholds(0.95, metric="never/logged") == 2
