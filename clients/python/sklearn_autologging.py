"""Autologging of scikit-learn on its bundled data: an estimator, then a grid search with its children."""

import mlflow
import numpy as np
from mlflow import MlflowClient
from sklearn.datasets import load_diabetes, load_iris
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

mlflow.set_experiment("autologging")
mlflow.autolog()
client = MlflowClient()

data, target = load_diabetes(return_X_y=True)
train_x, test_x, train_y, test_y = train_test_split(data, target, random_state=0)
with mlflow.start_run(run_name="forest") as run:
    forest = RandomForestRegressor(n_estimators=20, max_depth=4, random_state=0).fit(train_x, train_y)
    forest.score(test_x, test_y)

read = client.get_run(run.info.run_id)
assert read.data.params["n_estimators"] == "20" and read.data.params["max_depth"] == "4"
assert len(read.data.params) >= 15
assert read.data.metrics["training_r2_score"] > 0.4
assert any(name.startswith("RandomForestRegressor_score") for name in read.data.metrics), read.data.metrics
assert read.data.tags["estimator_name"] == "RandomForestRegressor"
assert {i.tags[0].value for i in read.inputs.dataset_inputs} >= {"train"}, read.inputs
[output] = read.outputs.model_outputs
model = mlflow.get_logged_model(output.model_id)
assert model.source_run_id == run.info.run_id and str(model.status) == "READY", model
loaded = mlflow.pyfunc.load_model(f"models:/{output.model_id}")
np.testing.assert_allclose(loaded.predict(test_x), forest.predict(test_x))
files = {f.path for f in client.list_artifacts(run.info.run_id)}
assert {"estimator.html", "metric_info.json"} <= files, files

iris_x, iris_y = load_iris(return_X_y=True, as_frame=True)
search = GridSearchCV(
    make_pipeline(StandardScaler(), LogisticRegression(max_iter=500)),
    {"logisticregression__C": [0.01, 0.1, 1, 10]},
    cv=3,
)
with mlflow.start_run(run_name="grid") as grid:
    search.fit(iris_x, iris_y)
read = client.get_run(grid.info.run_id)
assert read.data.params["best_logisticregression__C"] == str(search.best_params_["logisticregression__C"])
assert abs(read.data.metrics["best_cv_score"] - search.best_score_) < 1e-12
children = mlflow.search_runs(
    filter_string=f"tags.mlflow.parentRunId = '{grid.info.run_id}'",
    order_by=["metrics.mean_test_score DESC"],
    output_format="list",
)
assert sorted(float(c.data.params["logisticregression__C"]) for c in children) == [0.01, 0.1, 1.0, 10.0]
assert children[0].data.metrics["mean_test_score"] == max(search.cv_results_["mean_test_score"])
assert all(c.info.status == "FINISHED" for c in children)
files = {f.path for f in client.list_artifacts(grid.info.run_id)}
assert {"cv_results.csv", "training_confusion_matrix.png"} <= files, files
best = mlflow.sklearn.load_model(f"runs:/{grid.info.run_id}/best_estimator")
assert (best.predict(iris_x) == search.best_estimator_.predict(iris_x)).all()
