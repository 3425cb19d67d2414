"""Asynchronous logging: what is queued arrives, complete and once."""

import mlflow
from mlflow import MlflowClient

mlflow.set_experiment("asynchronous")
with mlflow.start_run() as run:
    operations = [mlflow.log_metric("loss", 1 / (i + 1), step=i, synchronous=False) for i in range(1000)]
    mlflow.log_params({f"p{i}": i for i in range(120)}, synchronous=False)
    mlflow.log_metrics({"a": 1.0, "b": 2.0}, step=1, synchronous=False)
    mlflow.set_tag("tag", "one", synchronous=False)
    mlflow.set_tags({"x": "1", "y": "2"}, synchronous=False)
    mlflow.log_param("single", "yes", synchronous=False).wait()
    operations[-1].wait()
    mlflow.flush_async_logging()

client = MlflowClient()
history = client.get_metric_history(run.info.run_id, "loss")
assert [m.step for m in sorted(history, key=lambda m: m.step)] == list(range(1000)), len(history)
read = mlflow.get_run(run.info.run_id)
assert len(read.data.params) == 121 and read.data.params["single"] == "yes"
assert read.data.metrics["a"] == 1.0 and read.data.metrics["loss"] == 1 / 1000
assert (read.data.tags["tag"], read.data.tags["x"], read.data.tags["y"]) == ("one", "1", "2")

mlflow.config.enable_async_logging(True)
with mlflow.start_run() as run:
    for i in range(300):
        mlflow.log_metric("m", i, step=i)
    mlflow.flush_async_logging()
mlflow.config.enable_async_logging(False)
assert len(client.get_metric_history(run.info.run_id, "m")) == 300
