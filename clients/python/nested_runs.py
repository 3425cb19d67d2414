"""A sweep: a parent, its children and a grandchild, found again through the parent tag."""

import mlflow

experiment = mlflow.set_experiment("nested")
with mlflow.start_run(run_name="sweep") as parent:
    children = []
    for depth in range(4):
        with mlflow.start_run(run_name=f"depth={depth}", nested=True) as child:
            mlflow.log_param("depth", depth)
            mlflow.log_metric("score", depth / 10)
            children.append(child.info.run_id)
            if depth == 3:
                with mlflow.start_run(run_name="fold", nested=True) as grandchild:
                    mlflow.log_metric("score", 0.0)
    mlflow.log_metric("best", 0.3)

found = mlflow.search_runs(
    filter_string=f"tags.mlflow.parentRunId = '{parent.info.run_id}'",
    order_by=["metrics.score DESC"],
    output_format="list",
)
assert [r.info.run_id for r in found] == children[::-1]
assert [r.data.params["depth"] for r in found] == ["3", "2", "1", "0"]

assert mlflow.get_parent_run(children[0]).info.run_id == parent.info.run_id
assert mlflow.get_parent_run(grandchild.info.run_id).info.run_id == children[3]
assert mlflow.get_parent_run(parent.info.run_id) is None

roots = mlflow.search_runs(filter_string="tags.mlflow.parentRunId IS NULL", output_format="list")
assert [r.info.run_id for r in roots] == [parent.info.run_id]
assert len(mlflow.search_runs()) == 6

# Children of one parent started from threads, as hyper-parameter searches do.
from concurrent.futures import ThreadPoolExecutor

from mlflow import MlflowClient

client = MlflowClient()


def trial(number):
    run = client.create_run(
        experiment.experiment_id, run_name=f"trial {number}", tags={"mlflow.parentRunId": parent.info.run_id}
    )
    for step in range(10):
        client.log_metric(run.info.run_id, "score", number + step / 10, step=step)
    client.log_param(run.info.run_id, "number", number)
    client.set_terminated(run.info.run_id)
    return run.info.run_id


with ThreadPoolExecutor(8) as pool:
    trials = list(pool.map(trial, range(24)))
good = mlflow.search_runs(
    filter_string=f"tags.mlflow.parentRunId = '{parent.info.run_id}' AND metrics.score >= 10 AND status = 'FINISHED'",
    order_by=["metrics.score ASC"],
    output_format="list",
)
assert [r.info.run_name for r in good] == [f"trial {n}" for n in range(10, 24)]
assert [r.info.run_id for r in good] == trials[10:]
