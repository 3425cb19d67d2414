"""Artifacts up, listed and down again: nested, large, unicode, with spaces, overwritten, empty."""

import hashlib
import os
import tempfile
from pathlib import Path

import mlflow
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

mlflow.set_experiment("artifacts")
client = MlflowClient()
work = Path(tempfile.mkdtemp())


def digest(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


tree = work / "tree"
files = {
    "top.txt": b"top",
    "empty.bin": b"",
    "a/one.txt": b"1",
    "a/b/c/d/deep.txt": b"deep",
    "with space/and more.txt": b"space",
    "ünïcødé/数据 📈.csv": "größe,数\n1,2\n".encode(),
    "signs/100%+a&b=c~(x),[y].txt": b"signs",
    ".hidden": b"hidden",
    "UPPER/x.TXT": b"upper",
}
for name, content in files.items():
    path = tree / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
big = work / "big.bin"
big.write_bytes(os.urandom(20 * 1024 * 1024))

with mlflow.start_run() as run:
    mlflow.log_artifacts(str(tree), artifact_path="tree")
    mlflow.log_artifact(str(big), "large")
run_id = run.info.run_id


def listed(path=None):
    return [(f.path, f.is_dir, f.file_size) for f in client.list_artifacts(run_id, path)]


assert listed() == [("large", True, None), ("tree", True, None)], listed()
assert listed("large") == [("large/big.bin", False, 20 * 1024 * 1024)]
assert listed("tree/a") == [("tree/a/b", True, None), ("tree/a/one.txt", False, 1)]
assert listed("tree/ünïcødé") == [("tree/ünïcødé/数据 📈.csv", False, 16)], listed("tree/ünïcødé")
assert listed("tree/with space") == [("tree/with space/and more.txt", False, 5)]
assert listed("no/such/folder") == []
names = {f.path for f in client.list_artifacts(run_id, "tree")}
assert names == {f"tree/{n.split('/')[0]}" for n in files}, names

target = work / "down"
target.mkdir()
client.download_artifacts(run_id, "tree", str(target))
for name, content in files.items():
    assert (target / "tree" / name).read_bytes() == content, name
copy = client.download_artifacts(run_id, "large/big.bin", str(target))
assert digest(copy) == digest(big)
everything = mlflow.artifacts.download_artifacts(run_id=run_id, dst_path=str(work / "all"))
assert sum(1 for p in Path(everything).rglob("*") if p.is_file()) == len(files) + 1
by_uri = mlflow.artifacts.download_artifacts(f"runs:/{run_id}/tree/with space/and more.txt")
assert Path(by_uri).read_bytes() == b"space"

# The same path again replaces what was there.
client.log_text(run_id, "first", "state.txt")
client.log_text(run_id, "second, longer", "state.txt")
assert mlflow.artifacts.load_text(f"{run.info.artifact_uri}/state.txt") == "second, longer"
assert ("state.txt", False, 14) in listed()

# Two runs keep their artifacts apart, even when the bytes are the same.
with mlflow.start_run() as other:
    mlflow.log_artifact(str(big), "large")
    mlflow.log_text("mine", "state.txt")
assert [f.path for f in client.list_artifacts(other.info.run_id)] == ["large", "state.txt"]
assert mlflow.artifacts.load_text(f"{run.info.artifact_uri}/state.txt") == "second, longer"
assert mlflow.artifacts.load_text(f"{other.info.artifact_uri}/state.txt") == "mine"

# Deleting what the client lets a user delete.
from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository

repository = get_artifact_repository(other.info.artifact_uri)
repository.delete_artifacts("large")
assert [f.path for f in client.list_artifacts(other.info.run_id)] == ["state.txt"]
assert digest(client.download_artifacts(run_id, "large/big.bin")) == digest(big)

# Images and figures.
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

figure, axes = plt.subplots()
axes.plot([0, 1], [1, 0])
with mlflow.start_run() as pictures:
    mlflow.log_figure(figure, "figures/line.png")
    mlflow.log_image(np.zeros((8, 8, 3), dtype=np.uint8), "black.png")
    mlflow.log_image(np.zeros((8, 8, 3), dtype=np.uint8), key="sample", step=1, synchronous=True)
image = mlflow.artifacts.load_image(f"{pictures.info.artifact_uri}/black.png")
assert image.size == (8, 8)
assert len(client.list_artifacts(pictures.info.run_id, "images")) == 2

try:
    client.download_artifacts(run_id, "tree/not-there.txt")
except (MlflowException, OSError) as error:
    assert "not-there.txt" in str(error) or "404" in str(error), error
else:
    raise AssertionError("a missing artifact was downloaded")
