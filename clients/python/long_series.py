"""A series of 100,000 steps logged in batches is read back complete and in order."""

import time

import mlflow
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag

client = MlflowClient()
experiment_id = client.create_experiment("long series")
run_id = client.create_run(experiment_id, run_name="100k").info.run_id
steps, size = 100_000, 1000
started = time.time_ns() // 1_000_000


def value(step):
    return (step % 997) / 7 - step / 1e5


for first in range(0, steps, size):
    client.log_batch(
        run_id, metrics=[Metric("loss", value(s), started + s, s) for s in range(first, first + size)]
    )

history = client.get_metric_history(run_id, "loss")
assert len(history) == steps, len(history)
assert all(m.step == i and m.value == value(i) and m.timestamp == started + i for i, m in enumerate(history))
assert client.get_run(run_id).data.metrics == {"loss": value(steps - 1)}

# A batch is sent twice, as a retry does: nothing is doubled.
client.log_batch(run_id, metrics=[Metric("loss", value(s), started + s, s) for s in range(500)])
assert len(client.get_metric_history(run_id, "loss")) == steps

# A full batch of everything at once.
client.log_batch(
    run_id,
    metrics=[Metric(f"m{i}", i / 3, started, 0) for i in range(800)],
    params=[Param(f"p{i}", str(i)) for i in range(100)],
    tags=[RunTag(f"t{i}", str(i)) for i in range(100)],
)
read = client.get_run(run_id)
assert len(read.data.metrics) == 801 and read.data.metrics["m799"] == 799 / 3
assert len(read.data.params) == 100 and read.data.params["p99"] == "99" and read.data.tags["t99"] == "99"

# More than a batch holds: the fluent API splits it.
with mlflow.start_run(experiment_id=experiment_id) as run:
    mlflow.log_params({f"p{i}": i for i in range(250)})
    mlflow.log_metrics({f"m{i}": i for i in range(2500)})
    mlflow.set_tags({f"t{i}": i for i in range(250)})
read = mlflow.get_run(run.info.run_id)
assert len(read.data.params) == 250 and len(read.data.metrics) == 2500 and read.data.tags["t249"] == "249"

# Steps that arrive out of order: the latest value is the one of the highest step.
for step in (5, 1, 9, 3):
    client.log_metric(run_id, "shuffled", step * 10, timestamp=started + 100 - step, step=step)
assert client.get_run(run_id).data.metrics["shuffled"] == 90
assert {m.step: m.value for m in client.get_metric_history(run_id, "shuffled")} == {1: 10, 3: 30, 5: 50, 9: 90}
