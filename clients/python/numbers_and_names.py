"""Values and names at the edges: NaN, infinity, tiny and huge numbers, nanosecond steps, unicode and emoji."""

import math
import sys
import time

import mlflow
from mlflow import MlflowClient
from mlflow.entities import Metric

client = MlflowClient()
experiment_id = client.create_experiment("Größe 数据 📊", tags={"schlüssel größe": "wért 🎉"})
experiment = mlflow.get_experiment_by_name("Größe 数据 📊")
assert experiment.experiment_id == experiment_id and experiment.tags == {"schlüssel größe": "wért 🎉"}

with mlflow.start_run(experiment_id=experiment_id, run_name="läufer 🏃 'quoted' \"twice\" \\ %") as run:
    mlflow.log_param("größe", "überall 🚀\nzweite Zeile\ttab")
    mlflow.log_param("leer", "")
    mlflow.log_param("long", "x" * 6000)
    mlflow.set_tag("ключ größe", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 🎉 \u2028 line")
    mlflow.log_metric("genauigkeit größe", 0.5)
    mlflow.log_metric("a/b.c-d_e: f", 1)
run_id = run.info.run_id
read = mlflow.get_run(run_id)
assert read.info.run_name == "läufer 🏃 'quoted' \"twice\" \\ %", read.info.run_name
assert read.data.params["größe"] == "überall 🚀\nzweite Zeile\ttab"
assert read.data.params["leer"] == "" and read.data.params["long"] == "x" * 6000
assert read.data.tags["ключ größe"] == "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 🎉 \u2028 line"
assert read.data.metrics == {"genauigkeit größe": 0.5, "a/b.c-d_e: f": 1.0}
[found] = mlflow.search_runs(
    [experiment_id], filter_string="params.`größe` LIKE 'überall%' AND metrics.`genauigkeit größe` = 0.5", output_format="list"
)
assert found.info.run_id == run_id

exact = {
    "zero": 0.0, "negative": -1.5, "tenth": 0.1, "third": 1 / 3, "tiny": 5e-324, "small": 2.2250738585072014e-308,
    "huge": 1.7976931348623157e308, "integer": 2**53, "beyond": 2.0**63, "negative huge": -1.7976931348623157e308,
}
for name, value in exact.items():
    client.log_metric(run_id, name, value)
client.log_metric(run_id, "nan", math.nan)
client.log_metric(run_id, "up", math.inf)
client.log_metric(run_id, "down", -math.inf)
metrics = client.get_run(run_id).data.metrics
for name, value in exact.items():
    assert metrics[name] == value, (name, metrics[name])
    assert client.get_metric_history(run_id, name)[0].value == value, name
assert math.isnan(metrics["nan"]) and math.isnan(client.get_metric_history(run_id, "nan")[0].value)
# MLflow's SQL store keeps an infinity as the largest double; a server may also keep it as it is.
assert metrics["up"] >= sys.float_info.max and metrics["down"] <= -sys.float_info.max

# A NaN in the middle of a series does not disturb its neighbours.
client.log_batch(run_id, metrics=[Metric("gap", v, 1000 + i, i) for i, v in enumerate([1.0, math.nan, 3.0])])
values = [m.value for m in client.get_metric_history(run_id, "gap")]
assert values[0] == 1.0 and math.isnan(values[1]) and values[2] == 3.0
assert client.get_run(run_id).data.metrics["gap"] == 3.0

# Nanoseconds as steps: beyond 2^53, so a double would not hold them.
base = time.time_ns()
steps = [base + i for i in range(50)] + [2**63 - 1, -(2**63), 0, -1]
for step in steps:
    client.log_metric(run_id, "nanoseconds", 1.0, timestamp=1, step=step)
got = sorted(m.step for m in client.get_metric_history(run_id, "nanoseconds"))
assert got == sorted(steps), [s for s in steps if s not in got][:3]
client.log_metric(run_id, "far", 1.0, timestamp=2**53 + 1, step=1)
assert client.get_metric_history(run_id, "far")[0].timestamp == 2**53 + 1

# Types a training loop hands over.
import numpy as np

with mlflow.start_run(experiment_id=experiment_id) as run:
    mlflow.log_metric("f32", np.float32(0.1))
    mlflow.log_metric("i64", np.int64(7))
    mlflow.log_metric("array", np.array(2.5))
    mlflow.log_param("numpy", np.float64(0.25))
read = mlflow.get_run(run.info.run_id)
assert read.data.metrics == {"f32": float(np.float32(0.1)), "i64": 7.0, "array": 2.5}
