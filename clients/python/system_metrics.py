"""System metrics sampled beside a run."""

import time

import mlflow

mlflow.set_experiment("system metrics")
mlflow.set_system_metrics_sampling_interval(0.2)
mlflow.set_system_metrics_samples_before_logging(2)
with mlflow.start_run(log_system_metrics=True) as run:
    end = time.monotonic() + 3
    while time.monotonic() < end:
        sum(i * i for i in range(10_000))
metrics = mlflow.get_run(run.info.run_id).data.metrics
assert {"system/cpu_utilization_percentage", "system/system_memory_usage_megabytes"} <= set(metrics), sorted(metrics)
history = mlflow.MlflowClient().get_metric_history(run.info.run_id, "system/cpu_utilization_percentage")
assert len(history) >= 2 and [m.step for m in history] == list(range(len(history))), history
