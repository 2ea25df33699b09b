"""Writes reference.json: what scipy and numpy say, for tests on machines without Python.

python3 tests/scoring/statistics/reference.py
"""
import json
import pathlib

import numpy as np
from scipy import stats

rng = np.random.default_rng(20261125)


def wilcoxon_cases():
    cases = []
    for n, decimals in [(30, 6), (200, 1), (1000, 6), (60, 0)]:
        d = np.round(rng.normal(0.1, 1, n), decimals)
        p = stats.wilcoxon(d, alternative="greater", zero_method="wilcox", method="approx", correction=False).pvalue
        cases.append({"differences": d.tolist(), "p": float(p)})
    return cases


def kendall_cases():
    cases = []
    for n, top in [(10, 100), (40, 6), (120, 30)]:
        x = rng.integers(0, top, n)
        y = x + rng.integers(0, top, n)
        cases.append({"x": x.tolist(), "y": y.tolist(), "tau": float(stats.kendalltau(x, y).statistic)})
    return cases


def delong_p(truth, a, b):
    """By the definition: every pair of a positive and a negative row."""

    def parts(score):
        positive, negative = score[truth == 1], score[truth == 0]
        wins = (positive[:, None] > negative[None, :]) + 0.5 * (positive[:, None] == negative[None, :])
        return wins.mean(1), wins.mean(0)

    (pa, na), (pb, nb) = parts(a), parts(b)
    variance = np.var(pa - pb, ddof=1) / len(pa) + np.var(na - nb, ddof=1) / len(na)
    return float(stats.norm.sf((pa.mean() - pb.mean()) / np.sqrt(variance)))


def delong_cases():
    cases = []
    for n, decimals in [(80, 6), (300, 1)]:
        truth = rng.integers(0, 2, n)
        a = np.round(truth + rng.normal(0, 1.0, n), decimals)
        b = np.round(truth + rng.normal(0, 1.3, n), decimals)
        cases.append({"truth": truth.tolist(), "a": a.tolist(), "b": b.tolist(), "p": delong_p(truth, a, b)})
    return cases


tails = [{"z": z, "p": float(stats.norm.sf(z))} for z in [-8, -2.5, -0.3, 0, 0.1, 1.644854, 2.99, 3, 3.01, 6, 12, 30]]
out = {
    "normal": tails,
    "wilcoxon": wilcoxon_cases(),
    "kendall": kendall_cases(),
    "delong": delong_cases(),
}
pathlib.Path(__file__).with_name("reference.json").write_text(json.dumps(out) + "\n")
