"""Scores one predictions file with pandas and scikit-learn and prints scores and milliseconds, imports not counted.

Usage: peer.py binary|classes|grades|numbers typical|tuned labels.csv predictions.csv
"typical" is what evaluation scripts usually do: sets of identifiers are compared, then the tables are merged.
"tuned" does all checks of identifiers with one alignment of indices.
"""

import json
import sys
import time

import pandas as pd
from sklearn.metrics import cohen_kappa_score, f1_score, log_loss, mean_squared_error, roc_auc_score


def typical(labels, predictions):
    assert not predictions["id"].duplicated().any()
    assert not set(labels["id"]) - set(predictions["id"])
    assert not set(predictions["id"]) - set(labels["id"])
    merged = labels.merge(predictions, on="id", suffixes=("_label", ""))
    return merged.iloc[:, 1].to_numpy(), merged.iloc[:, 2:].to_numpy()


def tuned(labels, predictions):
    index = pd.Index(predictions["id"])
    assert index.is_unique and len(predictions) == len(labels)
    places = index.get_indexer(labels["id"])
    assert (places >= 0).all()
    return labels.iloc[:, 1].to_numpy(), predictions.drop(columns="id").to_numpy()[places]


def score(task, truth, predicted):
    if task == "binary":
        return [roc_auc_score(truth, predicted[:, 0]), log_loss(truth, predicted[:, 0])]
    if task == "classes":
        area = roc_auc_score(truth, predicted, multi_class="ovr", average="macro")
        return [log_loss(truth, predicted), area]
    if task == "grades":
        kappa = cohen_kappa_score(truth, predicted[:, 0], weights="quadratic")
        return [kappa, f1_score(truth, predicted[:, 0], average="macro")]
    return [mean_squared_error(truth, predicted[:, 0], squared=False)]


def main():
    task, manner, label_path, prediction_path = sys.argv[1:]
    start, cpu_start = time.perf_counter(), time.process_time()
    labels = pd.read_csv(label_path)
    predictions = pd.read_csv(prediction_path)
    values = predictions.drop(columns="id")
    assert not values.isnull().any().any()
    if task in ("binary", "classes"):
        assert ((values >= 0) & (values <= 1)).all().all()
    truth, predicted = (typical if manner == "typical" else tuned)(labels, predictions)
    scores = score(task, truth, predicted)
    times = {"ms": (time.perf_counter() - start) * 1000, "cpuMs": (time.process_time() - cpu_start) * 1000}
    print(json.dumps({**times, "scores": scores}))


main()
