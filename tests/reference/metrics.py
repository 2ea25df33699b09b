"""Reference values of metrics, by scikit-learn and scipy where they have the metric, else by brute force over dense arrays.

Reads one JSON object per line (a case, as tests/reference/cases.ts makes them) and writes one JSON number or null per line;
the first line written names the versions. Nothing here was taken from the project's own code.
"""
import json
import math
import sys
import warnings

import numpy as np
import scipy
import sklearn
from scipy import ndimage, stats
from scipy.spatial.distance import cdist
from sklearn import metrics as sk

warnings.filterwarnings("ignore")


def decisions(case):
    """Predicted classes: as given, or decided from probabilities."""
    if case["kind"] == "classes":
        return np.array(case["predicted"])
    P = np.array(case["probabilities"], dtype=float)
    if P.shape[1] == 1:
        return (P[:, 0] >= case["params"].get("threshold", 0.5)).astype(int)
    return P.argmax(axis=1)


def averaged(function, case, **more):
    y, p = np.array(case["truth"]), decisions(case)
    average = case["params"].get("average", "binary")
    if average == "binary":
        # Only the positive class matters: everything else is one other class.
        positive = case["positive"]
        y, p = (y == positive).astype(int), (p == positive).astype(int)
    return function(y, p, average=average, zero_division=0, **more)


def kappa(case):
    weights = case["params"].get("weights", "none")
    return sk.cohen_kappa_score(
        case["truth"], decisions(case), labels=list(range(case["classes"])), weights=None if weights == "none" else weights
    )


def expected_cost(case):
    params = case["params"]
    C = np.array(params["costs"])
    mean = C[np.array(case["truth"]), decisions(case)].mean()
    return 1 - mean if params.get("reward") else mean


def probabilities(case):
    y, P = np.array(case["truth"]), np.array(case["probabilities"], dtype=float)
    one_hot = np.eye(max(2, P.shape[1]))[y]
    return y, P, one_hot


def roc_auc(case):
    y, P, _ = probabilities(case)
    if P.shape[1] == 1:
        return sk.roc_auc_score(y, P[:, 0])
    params = case["params"]
    return sk.roc_auc_score(
        y, P, multi_class=params.get("multi_class", "ovr"), average=params.get("average", "macro"), labels=range(P.shape[1])
    )


def average_precision(case):
    y, P, one_hot = probabilities(case)
    if P.shape[1] == 1:
        return sk.average_precision_score(y, P[:, 0])
    return sk.average_precision_score(one_hot, P, average=case["params"].get("average", "macro"))


def log_loss(case):
    y, P, _ = probabilities(case)
    Q = P[:, 0] if P.shape[1] == 1 else P
    return sk.log_loss(y, Q, eps=case["params"].get("eps", 1e-15), labels=range(max(2, P.shape[1])))


def brier(case):
    y, P, one_hot = probabilities(case)
    if P.shape[1] == 1:
        return sk.brier_score_loss(y, P[:, 0], pos_label=1)
    return ((P - one_hot) ** 2).sum(axis=1).mean()


def top_k(case):
    y, P, _ = probabilities(case)
    Q = P[:, 0] if P.shape[1] == 1 else P
    return sk.top_k_accuracy_score(y, Q, k=case["params"].get("k", 2), labels=range(max(2, P.shape[1])))


def calibration(case):
    y, P, _ = probabilities(case)
    bins = case["params"].get("bins", 15)
    confidence = P[:, 0] if P.shape[1] == 1 else P.max(axis=1)
    outcome = (y == 1) if P.shape[1] == 1 else (P.argmax(axis=1) == y)
    total = 0.0
    for k in range(bins):
        inside = (confidence > k / bins) & (confidence <= (k + 1) / bins)
        if k == 0:
            inside |= confidence == 0
        if inside.any():
            total += inside.mean() * abs(confidence[inside].mean() - outcome[inside].mean())
    return total


def numbers(function):
    def value(case):
        y, p = np.array(case["truth"], dtype=float), np.array(case["predicted"], dtype=float)
        return function(y, p)

    return value


def correlation(function):
    def value(y, p):
        if len(y) < 2 or (y == y[0]).all() or (p == p[0]).all():
            return None
        return function(y, p)[0]

    return numbers(value)


def r2(y, p):
    return None if len(y) < 2 else sk.r2_score(y, p)


def concordance(case):
    times, events, risks = (np.array(case[key]) for key in ("times", "events", "risks"))
    comparable = concordant = 0.0
    for i in range(len(times)):
        for j in range(len(times)):
            earlier = times[i] < times[j] or (times[i] == times[j] and not events[j])
            if i == j or not events[i] or not earlier:
                continue
            comparable += 1
            concordant += 1.0 if risks[i] > risks[j] else 0.5 if risks[i] == risks[j] else 0.0
    return concordant / comparable if comparable else None


def dense(runs, pixels):
    mask = np.zeros(pixels, dtype=bool)
    for start, length in runs:
        mask[start - 1 : start - 1 + length] = True
    return mask


def mask_mean(of_pair):
    def value(case):
        pairs = zip(case["truth"], case["predicted"])
        return np.mean([np.mean([of_pair(dense(a, case["pixels"]), dense(b, case["pixels"])) for a, b in zip(A, B)]) for A, B in pairs])

    return value


def dice(a, b):
    return 1.0 if a.sum() + b.sum() == 0 else 2 * (a & b).sum() / (a.sum() + b.sum())


def iou(a, b):
    return 1.0 if (a | b).sum() == 0 else (a & b).sum() / (a | b).sum()


def detection_f1(case):
    params = case["params"]
    tp = fp = fn = 0
    for image, (lesions, points) in enumerate(zip(case["truth"], case["predicted"])):
        unit = params.get("pixel_size", 1) * case["pixel_sizes"][image]
        points = [p for p in points if p["score"] >= params.get("threshold", -math.inf)]
        D = np.array([[math.dist((l["x"], l["y"]), (p["x"], p["y"])) * unit for p in points] for l in lesions]).reshape(len(lesions), len(points))
        ignored = np.array([l["ignored"] for l in lesions], dtype=bool)
        excused = (D[ignored] <= params["distance"]).any(axis=0) if len(points) else np.zeros(0, bool)
        A = D[~ignored].copy()
        used = np.zeros(len(points), bool)
        hits = 0
        while A.size and A.min() <= params["distance"]:
            i, j = np.unravel_index(A.argmin(), A.shape)
            hits += 1
            used[j] = True
            A[i, :] = A[:, j] = math.inf
        tp += hits
        fn += (~ignored).sum() - hits
        fp += (~used & ~excused).sum()
    epsilon = params.get("epsilon", 1e-6)
    return None if 2 * tp + fp + fn + epsilon == 0 else (2 * tp + epsilon) / (2 * tp + fp + fn + epsilon)


def froc(case):
    params = case["params"]
    false_scores, best = [], []
    for image, (lesions, points) in enumerate(zip(case["truth"], case["predicted"])):
        unit = params.get("pixel_size", 1) * case["pixel_sizes"][image]
        found = [-math.inf] * len(lesions)
        for p in points:
            D = [math.dist((l["x"], l["y"]), (p["x"], p["y"])) * unit for l in lesions]
            if not D or min(D) > params["distance"]:
                false_scores.append(p["score"])
                continue
            hit = int(np.argmin(D))
            found[hit] = max(found[hit], p["score"])
        best += [score for score, l in zip(found, lesions) if not l["ignored"]]
    if not best:
        return None
    F, B = np.array(false_scores), np.array(best)
    scores = sorted(set(false_scores) | {b for b in best if b > -math.inf})
    rates = [(F >= s).sum() / len(case["truth"]) for s in scores] + [0.0]
    sensitivities = [(B >= s).sum() / len(B) for s in scores] + [0.0]
    wanted = params.get("rates", [0.25, 0.5, 1, 2, 4, 8])
    return float(np.mean(np.interp(wanted, rates[::-1], sensitivities[::-1])))


def box_iou(a, b):
    w = min(a["box"][2], b["box"][2]) - max(a["box"][0], b["box"][0])
    h = min(a["box"][3], b["box"][3]) - max(a["box"][1], b["box"][1])
    inter = w * h if w > 0 and h > 0 else 0
    area = lambda o: (o["box"][2] - o["box"][0]) * (o["box"][3] - o["box"][1])
    union = area(a) + area(b) - inter
    return inter / union if union else 0.0


def coco(case):
    """COCOeval: evaluateImg and accumulate, for all areas and without crowds."""
    thresholds = case["params"].get("iou_thresholds", np.linspace(0.5, 0.95, 10).tolist())
    recalls = np.linspace(0.0, 1.0, 101)
    categories = sorted({g["category"] for image in case["truth"] for g in image})
    values = []
    for category in categories:
        for t in thresholds:
            scores, matched, n = [], [], 0
            for image, found in zip(case["truth"], case["predicted"]):
                gts = [g for g in image if g["category"] == category]
                dts = [d for d in found if d["category"] == category]
                dts = [dts[i] for i in np.argsort([-d["score"] for d in dts], kind="mergesort")][: case["params"].get("max_detections", 100)]
                n += len(gts)
                taken = [False] * len(gts)
                for d in dts:
                    best, m = min(t, 1 - 1e-10), -1
                    for g, gt in enumerate(gts):
                        overlap = box_iou(gt, d)
                        if taken[g] or overlap < best:
                            continue
                        best, m = overlap, g
                    if m >= 0:
                        taken[m] = True
                    scores.append(d["score"])
                    matched.append(m >= 0)
            order = np.argsort(-np.array(scores), kind="mergesort") if scores else np.array([], int)
            hit = np.array(matched, bool)[order]
            tp, fp = np.cumsum(hit), np.cumsum(~hit)
            recall, precision = tp / n, tp / (fp + tp + np.spacing(1))
            precision = np.maximum.accumulate(precision[::-1])[::-1]
            places = np.searchsorted(recall, recalls, side="left")
            values.append(np.mean([precision[i] if i < len(precision) else 0.0 for i in places]))
    return float(np.mean(values)) if values else None


def instance_pairs(T, P):
    """Areas and pairwise intersections of instances, pixel by pixel."""
    ts, ps = [i for i in np.unique(T) if i], [i for i in np.unique(P) if i]
    inter = np.array([[((T == t) & (P == p)).sum() for p in ps] for t in ts], dtype=float).reshape(len(ts), len(ps))
    ta = np.array([(T == t).sum() for t in ts], dtype=float)
    pa = np.array([(P == p).sum() for p in ps], dtype=float)
    return inter, ta, pa


def panoptic(case):
    params, classes = case["params"], len(case["truth"][0])
    per_class = []
    for c in range(classes):
        parts = []
        for T, P in zip(case["truth"], case["predicted"]):
            inter, ta, pa = instance_pairs(np.array(T[c]), np.array(P[c]))
            overlap = inter / (ta[:, None] + pa[None, :] - inter) if inter.size else inter
            matched = overlap[overlap > 0.5]
            parts.append((matched.sum(), len(matched), len(pa) - len(matched), len(ta) - len(matched)))
        if params.get("average", "pooled") == "pooled":
            parts = [tuple(np.sum(parts, axis=0))]
        values = []
        for s, tp, fp, fn in parts:
            if tp + fp + fn == 0:
                continue
            dq = tp / (tp + 0.5 * fp + 0.5 * fn)
            sq = s / (tp + params.get("epsilon", 0)) if tp else 0.0
            values.append(dq * sq)
        if values:
            per_class.append(np.mean(values))
    return float(np.mean(per_class)) if per_class else None


def aji(case):
    values = []
    for T, P in zip(case["truth"], case["predicted"]):
        of_image = []
        for t, p in zip(T, P):
            inter, ta, pa = instance_pairs(np.array(t), np.array(p))
            union = ta[:, None] + pa[None, :] - inter
            C = U = 0.0
            used = set()
            for i in range(len(ta)):
                share = inter[i] / union[i] if len(pa) else np.array([])
                if len(share) == 0 or share.max() == 0:
                    U += ta[i]
                    continue
                j = int(share.argmax())
                used.add(j)
                C, U = C + inter[i, j], U + union[i, j]
            U += sum(pa[j] for j in range(len(pa)) if j not in used)
            of_image.append(C / U if U else 1.0)
        values.append(np.mean(of_image))
    return float(np.mean(values))


def outline(mask, spacing):
    return np.argwhere(mask & ~ndimage.binary_erosion(mask)) * np.array(spacing)


def hausdorff(case):
    params = case["params"]
    label, spacing = params.get("label"), params.get("spacing", [1, 1])
    values = []
    for T, P in zip(case["truth"], case["predicted"]):
        for t, p in zip(T, P):
            a, b = (np.array(m) > 0 if label is None else np.array(m) == label for m in (t, p))
            if not a.any() and not b.any():
                values.append(0.0)
            elif not a.any() or not b.any():
                if params.get("empty") is None:
                    return None
                values.append(params["empty"])
            else:
                D = cdist(outline(a, spacing), outline(b, spacing))
                values.append(max(np.percentile(D.min(axis=1), 95), np.percentile(D.min(axis=0), 95)))
    return float(np.mean(values))


REFERENCES = {
    "accuracy": lambda c: sk.accuracy_score(c["truth"], decisions(c)),
    "balanced_accuracy": lambda c: sk.balanced_accuracy_score(c["truth"], decisions(c), adjusted=c["params"].get("adjusted", False)),
    "precision": lambda c: averaged(sk.precision_score, c),
    "recall": lambda c: averaged(sk.recall_score, c),
    "f1": lambda c: averaged(sk.f1_score, c),
    "fbeta": lambda c: averaged(sk.fbeta_score, c, beta=c["params"]["beta"]),
    "matthews_corrcoef": lambda c: sk.matthews_corrcoef(c["truth"], decisions(c)),
    "cohen_kappa": kappa,
    "expected_cost": expected_cost,
    "roc_auc": roc_auc,
    "average_precision": average_precision,
    "log_loss": log_loss,
    "brier": brier,
    "top_k_accuracy": top_k,
    "expected_calibration_error": calibration,
    "mean_squared_error": numbers(sk.mean_squared_error),
    "root_mean_squared_error": numbers(lambda y, p: sk.mean_squared_error(y, p, squared=False)),
    "mean_absolute_error": numbers(sk.mean_absolute_error),
    "median_absolute_error": numbers(sk.median_absolute_error),
    "mean_absolute_percentage_error": numbers(sk.mean_absolute_percentage_error),
    "r2": numbers(r2),
    "pearson": correlation(stats.pearsonr),
    "spearman": correlation(stats.spearmanr),
    "kendall": correlation(stats.kendalltau),
    "concordance_index": concordance,
    "dice": mask_mean(dice),
    "iou": mask_mean(iou),
    "detection_f1": detection_f1,
    "froc": froc,
    "mean_average_precision": coco,
    "panoptic_quality": panoptic,
    "aggregated_jaccard": aji,
    "hausdorff_95": hausdorff,
}


def reference(case):
    try:
        value = REFERENCES[case["metric"]](case)
    except (ValueError, ZeroDivisionError):
        # How scikit-learn and numpy say that a metric has no value on these data.
        return None
    return None if value is None or not math.isfinite(value) else float(value)


versions = {"sklearn": sklearn.__version__, "scipy": scipy.__version__, "numpy": np.__version__}
print(json.dumps(versions))
for line in sys.stdin:
    print(json.dumps(reference(json.loads(line))))
