"""The usual mistakes: what the client raises, with the sentence a user reads."""

import mlflow
from mlflow import MlflowClient
from mlflow.entities import Metric, Param
from mlflow.exceptions import MlflowException, RestException

client = MlflowClient()
experiment_id = client.create_experiment("mistakes")
run_id = client.create_run(experiment_id).info.run_id


def refused(call, code, *texts):
    try:
        call()
    except MlflowException as error:
        assert error.error_code == code, (code, error.error_code, str(error))
        for text in texts:
            assert text in str(error), (text, str(error))
    else:
        raise AssertionError(f"accepted, expected {code} {texts}")


missing = "0" * 32
refused(lambda: client.create_experiment("mistakes"), "RESOURCE_ALREADY_EXISTS", "Experiment(name=mistakes) already exists")
refused(lambda: client.get_experiment("987654"), "RESOURCE_DOES_NOT_EXIST", "No Experiment with id=987654 exists")
refused(lambda: client.get_run(missing), "RESOURCE_DOES_NOT_EXIST", f"Run with id={missing} not found")
refused(lambda: client.create_run("987654"), "RESOURCE_DOES_NOT_EXIST", "No Experiment with id=987654 exists")
refused(lambda: client.create_run("abc"), "INVALID_PARAMETER_VALUE", "Experiment ID must be a valid integer")
assert client.get_experiment_by_name("no such experiment") is None

client.log_param(run_id, "p", "1")
client.log_param(run_id, "p", "1")
refused(
    lambda: client.log_param(run_id, "p", "2"),
    "INVALID_PARAMETER_VALUE",
    f"Changing param values is not allowed. Param with key='p' was already logged with value='1' for run ID='{run_id}'",
)
refused(
    lambda: client.log_batch(run_id, params=[Param("q", "new"), Param("p", "2")], metrics=[Metric("m", 1, 1, 0)]),
    "INVALID_PARAMETER_VALUE",
    "Changing param values is not allowed",
    "'key': 'p'",
)
refused(lambda: client.log_metric(run_id, "bad$name", 1), "INVALID_PARAMETER_VALUE", "Names may only contain alphanumerics")
refused(lambda: client.log_metric(run_id, "../up", 1), "INVALID_PARAMETER_VALUE", "must not resolve to other names when treated as such")
refused(lambda: client.log_param(run_id, "k" * 251, "v"), "INVALID_PARAMETER_VALUE", "exceeds the maximum length of 250 characters")
refused(lambda: client.log_metric(run_id, "m", 1, timestamp=-1), "INVALID_PARAMETER_VALUE", "Timestamp must be a nonnegative long")
refused(
    lambda: client.log_batch(run_id, params=[Param("d", "1"), Param("d", "2")]),
    "INVALID_PARAMETER_VALUE",
    "Duplicate parameter keys have been submitted",
)
refused(lambda: client.delete_tag(run_id, "nothing"), "RESOURCE_DOES_NOT_EXIST", f"No tag with name: nothing in run with id {run_id}")
refused(lambda: client.search_runs([experiment_id], "metrics.loss = 'abc'"), "INVALID_PARAMETER_VALUE")
refused(lambda: client.search_runs([experiment_id], max_results=50_001), "INVALID_PARAMETER_VALUE", "max_results")
refused(lambda: client.search_runs([experiment_id], page_token="not a token"), "INVALID_PARAMETER_VALUE", "Invalid page token")
refused(lambda: client.search_experiments(max_results=0), "INVALID_PARAMETER_VALUE", "max_results")
refused(lambda: client.rename_experiment("987654", "x"), "RESOURCE_DOES_NOT_EXIST")
refused(lambda: client.get_logged_model("m-none"), "RESOURCE_DOES_NOT_EXIST", "m-none")
refused(lambda: client.create_model_version("no such model", "s3://bucket/x"), "RESOURCE_DOES_NOT_EXIST", "no such model")
refused(
    lambda: client.create_run(experiment_id, run_name="a", tags={"mlflow.runName": "b"}),
    "INVALID_PARAMETER_VALUE",
    "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values",
)

client.delete_run(run_id)
refused(
    lambda: client.log_metric(run_id, "m", 1), "INVALID_PARAMETER_VALUE",
    f"The run {run_id} must be in the 'active' state. Current state is deleted.",
)
client.delete_experiment(experiment_id)
refused(lambda: client.create_run(experiment_id), "INVALID_PARAMETER_VALUE", f"The experiment {experiment_id} must be in the 'active' state")
refused(lambda: mlflow.set_experiment("mistakes"), "INVALID_PARAMETER_VALUE", "deleted experiment")

# A refused batch leaves nothing of itself on the good run beside it.
other = client.create_run(client.create_experiment("whole or not at all")).info.run_id
client.log_param(other, "p", "1")
try:
    client.log_batch(other, params=[Param("p", "2")], metrics=[Metric("m", 1, 1, 0)])
except RestException:
    pass
assert client.get_run(other).data.params == {"p": "1"} and client.get_run(other).data.metrics == {}
