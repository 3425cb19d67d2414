"""The server is killed and comes back while a script logs: the client's retries carry on and nothing is lost.

Prints `@server restart` for whoever runs it to kill -9 the server and start it again on the same data.
"""

import threading
import time

import mlflow
from mlflow import MlflowClient
from mlflow.entities import Metric
from mlflow.exceptions import MlflowException

client = MlflowClient()
experiment_id = client.create_experiment("survives")
acknowledged = {}
stop = threading.Event()
errors = []


def train(worker):
    try:
        run_id = client.create_run(experiment_id, run_name=f"worker {worker}").info.run_id
        acknowledged[run_id] = 0
        client.log_param(run_id, "worker", worker)
        while not stop.is_set():
            first = acknowledged[run_id]
            points = [Metric("loss", s / 7, 1000 + s, s) for s in range(first, first + 20)]
            try:
                client.log_batch(run_id, metrics=points)
            except MlflowException as error:
                # Killed between the head and the body of its answer: the one break the client does not retry.
                if "IncompleteRead" not in str(error):
                    raise
                client.log_batch(run_id, metrics=points)
            acknowledged[run_id] = first + 20
            time.sleep(0.005)
        client.log_text(run_id, f"worker {worker}", "end.txt")
        client.set_terminated(run_id)
    except Exception as error:
        errors.append(repr(error))


threads = [threading.Thread(target=train, args=(n,), daemon=True) for n in range(6)]
for thread in threads:
    thread.start()
for _ in range(3):
    time.sleep(1.0)
    before = sum(acknowledged.values())
    print("@server restart", flush=True)
    deadline = time.monotonic() + 120
    time.sleep(1.5)
    while sum(acknowledged.values()) < before + 6 * 40 and time.monotonic() < deadline and not errors:
        time.sleep(0.05)
    assert not errors, errors[:2]
    assert sum(acknowledged.values()) > before, "logging never resumed"
stop.set()
for thread in threads:
    thread.join()
assert not errors, errors[:2]

assert len(acknowledged) == 6
for run_id, count in acknowledged.items():
    history = client.get_metric_history(run_id, "loss")
    assert [(m.step, m.value) for m in history] == [(s, s / 7) for s in range(count)], (len(history), count)
    read = mlflow.get_run(run_id)
    assert read.info.status == "FINISHED" and "worker" in read.data.params
    assert mlflow.artifacts.load_text(f"{read.info.artifact_uri}/end.txt") == f"worker {read.data.params['worker']}"
