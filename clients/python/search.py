"""Search of runs, experiments, registered models, versions and logged models: filters, orders, pages."""

import mlflow
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag, ViewType
from mlflow.exceptions import MlflowException

client = MlflowClient()
exp = client.create_experiment("search")
ids = []
for i in range(60):
    run = client.create_run(exp, run_name=f"run-{i:02d}", start_time=1_000_000 + i, tags={"group": "AB"[i % 2]})
    metrics = [Metric("loss", 100 - i, 1, 0)]
    if i % 3 == 0:
        metrics.append(Metric("acc", i / 60, 1, 0))
    client.log_batch(
        run.info.run_id,
        metrics=metrics,
        params=[Param("depth", str(i % 5)), Param("name with space", f"v{i}")],
        tags=[RunTag("dotted.key-1", "yes" if i < 10 else "no")],
    )
    if i % 4 == 0:
        client.set_terminated(run.info.run_id, "FAILED" if i % 8 else "FINISHED")
    ids.append(run.info.run_id)


def search(filter_string="", order_by=("attributes.start_time ASC",), **more):
    return [r.info.run_name for r in client.search_runs([exp], filter_string, order_by=list(order_by), max_results=1000, **more)]


def names(keep):
    return [f"run-{i:02d}" for i in range(60) if keep(i)]


cases = {
    "": lambda i: True,
    "metrics.loss > 90": lambda i: 100 - i > 90,
    "metrics.loss >= 90.0 and metrics.loss <= 95": lambda i: 90 <= 100 - i <= 95,
    "metric.loss != 100": lambda i: i != 0,
    "metrics.loss = 41": lambda i: i == 59,
    "metrics.acc < 0.5": lambda i: i % 3 == 0 and i / 60 < 0.5,
    "metrics.acc > -1": lambda i: i % 3 == 0,
    "params.depth = '3'": lambda i: i % 5 == 3,
    'params.depth != "3"': lambda i: i % 5 != 3,
    "param.`name with space` = 'v7'": lambda i: i == 7,
    'params."name with space" LIKE \'v1%\'': lambda i: str(i).startswith("1"),
    "params.`name with space` ILIKE 'V2_'": lambda i: 20 <= i < 30,
    "tags.group = 'A' AND params.depth = '0' AND metrics.loss < 80": lambda i: i % 2 == 0 and i % 5 == 0 and i > 20,
    "tags.`dotted.key-1` = 'yes'": lambda i: i < 10,
    "tags.group LIKE 'B'": lambda i: i % 2 == 1,
    "tags.missing IS NULL": lambda i: True,
    "tags.group IS NOT NULL and params.depth IS NOT NULL": lambda i: True,
    "tags.missing = 'x'": lambda i: False,
    "tags.missing != 'x'": lambda i: False,
    "status = 'RUNNING'": lambda i: i % 4 != 0,
    "attributes.status = 'FAILED'": lambda i: i % 8 == 4,
    "attribute.status != 'FINISHED'": lambda i: i % 8 != 0,
    "run_name LIKE 'run-0%'": lambda i: i < 10,
    "attributes.`run name` = 'run-33'": lambda i: i == 33,
    "run_name ILIKE 'RUN-5_'": lambda i: i >= 50,
    "start_time >= 1000050": lambda i: i >= 50,
    "attributes.start_time < 1000003": lambda i: i < 3,
    f"run_id = '{ids[5]}'": lambda i: i == 5,
    f"run_id IN ('{ids[1]}', '{ids[2]}')": lambda i: i in (1, 2),
    f"attributes.run_id NOT IN ('{ids[0]}')": lambda i: i != 0,
    "run_name = 'it''s not there'": lambda i: False,
}
for filter_string, keep in cases.items():
    try:
        got = search(filter_string)
    except MlflowException as error:
        assert "''" in filter_string, (filter_string, error)
        continue
    assert got == names(keep), (filter_string, got)

assert search(order_by=["metrics.loss ASC"])[:2] == ["run-59", "run-58"]
assert search(order_by=["metrics.loss DESC"])[0] == "run-00"
assert search(order_by=["metrics.acc DESC"])[:3] == ["run-57", "run-54", "run-51"]
assert set(search(order_by=["metrics.acc ASC"])[20:]) == set(names(lambda i: i % 3)), "runs without the metric come last"
assert search(order_by=["params.depth DESC", "start_time ASC"])[:2] == ["run-04", "run-09"]
assert search(order_by=["tags.group DESC", "attributes.run_name DESC"])[0] == "run-59"
assert search(order_by=[])[0] == "run-59", "newest first when nothing is asked"

# Pages: each run once, in order, whatever the page size; and stable while others log.
for size in (1, 7, 59, 60, 61):
    got, token = [], None
    while True:
        page = client.search_runs([exp], "metrics.loss < 99.5", order_by=["metrics.loss ASC"], max_results=size, page_token=token)
        got += [r.info.run_name for r in page]
        token = page.token
        if not token:
            break
    assert got == names(lambda i: i >= 1)[::-1], size

frame = mlflow.search_runs([exp], "params.depth = '2'", order_by=["metrics.loss DESC"])
assert list(frame["tags.mlflow.runName"])[:2] == ["run-02", "run-07"] and len(frame) == 12
assert {"run_id", "metrics.loss", "params.depth", "status"} <= set(frame.columns)
assert len(mlflow.search_runs(search_all_experiments=True)) == 60
assert len(mlflow.search_runs(experiment_names=["search"], max_results=13)) == 13

client.delete_run(ids[0])
assert search(run_view_type=ViewType.DELETED_ONLY) == ["run-00"]
assert len(search(run_view_type=ViewType.ALL)) == 60 and len(search()) == 59

for wrong in ("metrics.loss = 'x'", "params.depth = 3", "loss ==", "nope.key = '1'", "status > 'A'"):
    try:
        client.search_runs([exp], wrong)
    except MlflowException as error:
        assert error.error_code == "INVALID_PARAMETER_VALUE", (wrong, error)
    else:
        raise AssertionError(f"accepted: {wrong}")

# Experiments.
for i in range(12):
    client.create_experiment(f"exp-{i:02d}", tags={"kind": "even" if i % 2 == 0 else "odd"})
client.delete_experiment(client.get_experiment_by_name("exp-11").experiment_id)


def experiments(*args, **more):
    return [e.name for e in client.search_experiments(*args, **more)]


assert experiments(filter_string="name LIKE 'exp-%'", order_by=["name ASC"]) == [f"exp-{i:02d}" for i in range(11)]
assert experiments(filter_string="tags.kind = 'odd' AND name ILIKE 'EXP%'", order_by=["name DESC"]) == [f"exp-{i:02d}" for i in (9, 7, 5, 3, 1)]
assert experiments(view_type=ViewType.DELETED_ONLY) == ["exp-11"]
assert experiments(filter_string="attribute.name = 'exp-03'") == ["exp-03"]
assert experiments()[0] == "exp-10", "newest first"
assert "Default" in experiments(view_type=ViewType.ALL)
first = client.search_experiments(max_results=5)
rest = client.search_experiments(max_results=50, page_token=first.token)
assert len(first) == 5 and len({e.experiment_id for e in [*first, *rest]}) == len(first) + len(rest) == 13

# Registered models and versions.
for i in range(15):
    client.create_registered_model(f"model {i:02d}", tags={"tier": "gold" if i < 5 else "base"}, description=f"number {i}")
for i in range(8):
    client.create_model_version("model 00", f"s3://bucket/x/{i}", run_id=ids[1] if i < 3 else None, tags={"round": str(i)})
client.create_model_version("model 01", "s3://bucket/y", run_id=ids[2])


def models(*args, **more):
    return [m.name for m in client.search_registered_models(*args, **more)]


assert models() == [f"model {i:02d}" for i in range(15)]
assert models("name LIKE 'model 1%'", order_by=["name DESC"]) == [f"model {i}" for i in (14, 13, 12, 11, 10)]
assert models("name ILIKE 'MODEL 0_' AND tags.tier = 'gold'") == [f"model {i:02d}" for i in range(5)]
assert models("tags.tier != 'gold'") == [f"model {i:02d}" for i in range(5, 15)]
assert models("name = 'model 07'") == ["model 07"]
got, token = [], None
while True:
    page = client.search_registered_models(max_results=4, page_token=token)
    got += [m.name for m in page]
    token = page.token
    if not token:
        break
assert got == [f"model {i:02d}" for i in range(15)]


def versions(filter_string, **more):
    return [(v.name, int(v.version)) for v in client.search_model_versions(filter_string, **more)]


assert versions("name = 'model 00'", order_by=["version_number ASC"]) == [("model 00", v) for v in range(1, 9)]
assert versions("name = 'model 00'")[0] == ("model 00", 8)
assert sorted(versions(f"run_id = '{ids[1]}'")) == [("model 00", 1), ("model 00", 2), ("model 00", 3)]
assert sorted(versions(f"run_id IN ('{ids[1]}', '{ids[2]}')")) == [("model 00", 1), ("model 00", 2), ("model 00", 3), ("model 01", 1)]
assert versions("name = 'model 00' AND tags.`round` = '5'") == [("model 00", 6)]
assert versions("source_path = 's3://bucket/y'") == [("model 01", 1)]
assert versions("version_number > 6 AND name = 'model 00'", order_by=["version_number DESC"]) == [("model 00", 8), ("model 00", 7)]
assert len(client.search_model_versions(max_results=4)) == 4

# Logged models.
for i in range(9):
    model = client.create_logged_model(exp, name=f"net-{i}", source_run_id=ids[3], model_type="cnn" if i % 2 else "mlp", tags={"n": str(i)}, params={"p": str(i)})
    if i < 4:
        client.finalize_logged_model(model.model_id, "READY")
    client.log_metric(ids[3], "val", i / 10, model_id=model.model_id)


def logged(filter_string=None, **more):
    return [m.name for m in client.search_logged_models([exp], filter_string=filter_string, **more)]


assert sorted(logged()) == [f"net-{i}" for i in range(9)]
assert sorted(logged("name = 'net-3'")) == ["net-3"]
assert sorted(logged("model_type = 'cnn'")) == ["net-1", "net-3", "net-5", "net-7"]
assert sorted(logged("tags.n = '4'")) == ["net-4"] and sorted(logged("params.p = '5'")) == ["net-5"]
assert sorted(logged("metrics.val > 0.55")) == ["net-6", "net-7", "net-8"]
assert sorted(logged(f"source_run_id = '{ids[3]}' AND name LIKE 'net%'")) == [f"net-{i}" for i in range(9)]
by_value = [{"field_name": "metrics.val", "ascending": False}]
assert logged(order_by=by_value)[:3] == ["net-8", "net-7", "net-6"]
page = client.search_logged_models([exp], max_results=4, order_by=by_value)
more = client.search_logged_models([exp], max_results=50, order_by=by_value, page_token=page.token)
assert [m.name for m in [*page, *more]] == [f"net-{i}" for i in range(8, -1, -1)] and not more.token
