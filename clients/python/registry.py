"""The model registry: versions, stages, aliases, tags, descriptions, rename, delete, and models loaded from it."""

import mlflow
import numpy as np
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from sklearn.linear_model import LinearRegression

client = MlflowClient()
mlflow.set_experiment("registry")
x = np.arange(10, dtype=float).reshape(-1, 1)
runs = []
for slope in (1, 2, 3):
    with mlflow.start_run(run_name=f"slope {slope}") as run:
        model = LinearRegression().fit(x, x.ravel() * slope)
        info = mlflow.sklearn.log_model(model, name="line", input_example=x[:2], registered_model_name="Line of fit")
        runs.append((run.info.run_id, info))


def slope_of(uri):
    return round(float(mlflow.pyfunc.load_model(uri).predict(np.array([[1.0]]))[0]), 6)


versions = client.search_model_versions("name = 'Line of fit'", order_by=["version_number ASC"])
assert [int(v.version) for v in versions] == [1, 2, 3]
assert [v.run_id for v in versions] == [r for r, _ in runs]
assert all(v.status == "READY" and v.current_stage == "None" for v in versions)
assert slope_of("models:/Line of fit/1") == 1 and slope_of("models:/Line of fit/3") == 3
assert slope_of("models:/Line of fit/latest") == 3
assert slope_of(f"runs:/{runs[1][0]}/line") == 2 and slope_of(runs[1][1].model_uri) == 2

# Aliases move; each version shows its own.
client.set_registered_model_alias("Line of fit", "champion", "1")
client.set_registered_model_alias("Line of fit", "Champion-2", "1")
assert slope_of("models:/Line of fit@champion") == 1
client.set_registered_model_alias("Line of fit", "champion", "2")
assert slope_of("models:/Line of fit@champion") == 2
assert client.get_model_version("Line of fit", "1").aliases == ["Champion-2"]
assert client.get_registered_model("Line of fit").aliases == {"champion": "2", "Champion-2": "1"}
client.delete_registered_model_alias("Line of fit", "Champion-2")
assert client.get_registered_model("Line of fit").aliases == {"champion": "2"}

# Stages, as older pipelines use them.
client.transition_model_version_stage("Line of fit", "1", "Staging")
client.transition_model_version_stage("Line of fit", "2", "Production")
client.transition_model_version_stage("Line of fit", "3", "Production", archive_existing_versions=True)
stages = {int(v.version): v.current_stage for v in client.search_model_versions("name = 'Line of fit'")}
assert stages == {1: "Staging", 2: "Archived", 3: "Production"}, stages
assert slope_of("models:/Line of fit/Production") == 3
latest = {v.current_stage: int(v.version) for v in client.get_latest_versions("Line of fit")}
assert latest == {"Staging": 1, "Archived": 2, "Production": 3}, latest
assert [int(v.version) for v in client.get_latest_versions("Line of fit", ["production"])] == [3]

# Tags and descriptions.
client.set_registered_model_tag("Line of fit", "owner", "Müller & Söhne 🏭")
client.set_model_version_tag("Line of fit", "1", "verified", "ja")
client.set_model_version_tag("Line of fit", "1", "gone", "soon")
client.delete_model_version_tag("Line of fit", "1", "gone")
client.update_registered_model("Line of fit", description="Fits a line.")
client.update_model_version("Line of fit", "1", description="The first.")
model = client.get_registered_model("Line of fit")
assert model.description == "Fits a line." and model.tags == {"owner": "Müller & Söhne 🏭"}
version = client.get_model_version("Line of fit", "1")
assert version.description == "The first." and version.tags == {"verified": "ja"}, version.tags
client.delete_registered_model_tag("Line of fit", "owner")
assert client.get_registered_model("Line of fit").tags == {}
assert model.last_updated_timestamp >= model.creation_timestamp

# Registering what a run holds; copying a version to another model.
registered = mlflow.register_model(f"runs:/{runs[0][0]}/line", "Second", tags={"from": "run"})
assert int(registered.version) == 1 and registered.run_id == runs[0][0] and registered.tags == {"from": "run"}
copied = client.copy_model_version("models:/Line of fit@champion", "Copied")
assert int(copied.version) == 1 and copied.source == "models:/Line of fit/2" and slope_of("models:/Copied/1") == 2
assert client.get_model_version_download_uri("Line of fit", "1")

# Rename keeps versions, aliases and tags.
client.rename_registered_model("Line of fit", "Renamed")
assert slope_of("models:/Renamed@champion") == 2 and slope_of("models:/Renamed/1") == 1
assert client.get_model_version("Renamed", "1").tags == {"verified": "ja"}


def refused(call, code, text):
    try:
        call()
    except MlflowException as error:
        assert error.error_code == code, (error.error_code, str(error))
        assert text in str(error), str(error)
    else:
        raise AssertionError(f"accepted, expected: {text}")


refused(lambda: client.get_registered_model("Line of fit"), "RESOURCE_DOES_NOT_EXIST", "Registered Model with name=Line of fit not found")
refused(lambda: client.create_registered_model("Renamed"), "RESOURCE_ALREADY_EXISTS", "already exists")
refused(lambda: client.get_model_version("Renamed", "77"), "RESOURCE_DOES_NOT_EXIST", "Model Version (name=Renamed, version=77) not found")
refused(lambda: client.get_model_version_by_alias("Renamed", "nobody"), "INVALID_PARAMETER_VALUE", "Registered model alias nobody not found.")
refused(lambda: client.set_registered_model_alias("Renamed", "latest", "1"), "INVALID_PARAMETER_VALUE", "latest")
refused(lambda: client.set_registered_model_alias("Renamed", "v3", "1"), "INVALID_PARAMETER_VALUE", "v3")
refused(lambda: client.transition_model_version_stage("Renamed", "1", "Nowhere"), "INVALID_PARAMETER_VALUE", "Invalid Model Version stage")
refused(lambda: client.create_registered_model(""), "INVALID_PARAMETER_VALUE", "name")

# Deleting a version frees its alias and its number is not used again; deleting the model takes the rest.
client.delete_model_version("Renamed", "2")
assert client.get_registered_model("Renamed").aliases == {}
refused(lambda: client.get_model_version("Renamed", "2"), "RESOURCE_DOES_NOT_EXIST", "not found")
client.delete_model_version("Renamed", "3")
again = client.create_model_version("Renamed", runs[0][1].model_uri, run_id=runs[0][0], model_id=runs[0][1].model_id)
assert int(again.version) in (2, 4), again.version
client.delete_registered_model("Renamed")
refused(lambda: client.get_registered_model("Renamed"), "RESOURCE_DOES_NOT_EXIST", "not found")
assert client.search_model_versions("name = 'Renamed'") == []
assert int(client.create_model_version(client.create_registered_model("Renamed").name, "s3://bucket/z").version) == 1
