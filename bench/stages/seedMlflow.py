"""Fills MLflow's SQLite database with runs or series in bulk; its own API would take hours. It starts no server.

Reads one JSON order from standard input and prints one JSON line with what was written. The values are those that
shape.ts computes, so that every server holds the same data.
"""

import hashlib
import json
import sqlite3
import sys

import numpy

CHUNK = 2_000


def mix(index):
    x = index.astype(numpy.uint32)
    for _ in range(2):
        x ^= x >> numpy.uint32(16)
        x *= numpy.uint32(0x45D9F3B)
    return x ^ (x >> numpy.uint32(16))


def run_id(experiment, index):
    return hashlib.md5(f"{experiment}/{index}".encode()).hexdigest()


def open_database(path):
    db = sqlite3.connect(path, timeout=60)
    for setting in ("synchronous=OFF", "journal_mode=MEMORY", "cache_size=-2000000", "foreign_keys=OFF"):
        db.execute(f"PRAGMA {setting}")
    return db


def without_indexes(db, tables, work):
    """Secondary indexes are dropped, and built again as they were when the rows are in."""
    marks = ",".join("?" * len(tables))
    found = db.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type='index' AND sql IS NOT NULL AND tbl_name IN ({marks})", tables
    ).fetchall()
    for name, _ in found:
        db.execute(f'DROP INDEX "{name}"')
    work()
    for _, sql in found:
        db.execute(sql)
    db.commit()


def add_run(order, index):
    ident = run_id(order["experimentId"], index)
    name = f"run-{index:06d}"
    start = order["startMs"] + index * 1000
    uri = f"mlflow-artifacts:/{order['experimentId']}/{ident}/artifacts"
    run = (ident, name, "UNKNOWN", "", "", "", "FINISHED", start, start + 900, "", "active", uri, order["experimentId"])
    return ident, run, ("mlflow.runName", name, ident)


RUN_SQL = (
    "INSERT INTO runs (run_uuid,name,source_type,source_name,entry_point_name,user_id,status,start_time,end_time,"
    "source_version,lifecycle_stage,artifact_uri,experiment_id) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
TAG_SQL = "INSERT INTO tags (key,value,run_uuid) VALUES (?,?,?)"
LATEST_SQL = "INSERT INTO latest_metrics (key,value,timestamp,step,is_nan,run_uuid) VALUES (?,?,?,?,0,?)"
PARAM_SQL = "INSERT INTO params (key,value,run_uuid) VALUES (?,?,?)"
METRIC_SQL = "INSERT INTO metrics (key,value,timestamp,run_uuid,step,is_nan) VALUES (?,?,?,?,?,0)"


def seed_runs(db, order):
    metrics, params = order["metrics"], order["params"]
    for first in range(0, order["runs"], CHUNK):
        indexes = numpy.arange(first, min(first + CHUNK, order["runs"]))
        values = (mix(indexes[:, None] * 128 + numpy.arange(len(metrics))[None, :]) / 2.0**32).tolist()
        picks = mix(indexes[:, None] * 128 + 64 + numpy.arange(len(params))[None, :]).tolist()
        runs, tags, latest, chosen = [], [], [], []
        for row, index in enumerate(indexes.tolist()):
            ident, run, tag = add_run(order, index)
            runs.append(run)
            tags.append(tag)
            time = order["startMs"] + index * 1000
            latest += [(key, value, time, 0, ident) for key, value in zip(metrics, values[row])]
            chosen += [(p["key"], p["values"][pick % len(p["values"])], ident) for p, pick in zip(params, picks[row])]
        db.executemany(RUN_SQL, runs)
        db.executemany(TAG_SQL, tags)
        db.executemany(LATEST_SQL, latest)
        db.executemany(PARAM_SQL, chosen)


def seed_series(db, order):
    points, key = order["points"], order["key"]
    steps = numpy.arange(points)
    for index in range(order["runs"]):
        ident, run, tag = add_run(order, index)
        db.execute(RUN_SQL, run)
        db.execute(TAG_SQL, tag)
        # The runs follow one another in time, as a queue of trainings would.
        times = (order["startMs"] + (index * points + steps) * 97).tolist()
        values = (mix(index * points + steps) / 2.0**32).tolist()
        db.executemany(METRIC_SQL, zip([key] * points, values, times, [ident] * points, steps.tolist()))
        db.execute(LATEST_SQL, (key, values[-1], times[-1], points - 1, ident))


def main():
    order = json.load(sys.stdin)
    db = open_database(order["database"])
    if order["kind"] == "runs":
        without_indexes(db, ["latest_metrics", "params", "tags"], lambda: seed_runs(db, order))
    else:
        without_indexes(db, ["metrics"], lambda: seed_series(db, order))
    db.execute("PRAGMA journal_mode=DELETE")
    db.close()
    print(json.dumps({"runIds": [run_id(order["experimentId"], i) for i in range(min(order["runs"], 1000))]}))


main()
