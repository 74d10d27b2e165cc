"""Writes core/src/test/resources/golden/metrics.json: metrics that scikit-learn and scipy compute from known points, labels and lists.

    python3 core/src/test/reference/metrics.py > core/src/test/resources/golden/metrics.json

Needs numpy, scipy and scikit-learn; their versions are part of the output.
"""

import json

import numpy
import scipy
import scipy.stats
import sklearn
from sklearn.manifold import trustworthiness
from sklearn.metrics import average_precision_score, ndcg_score, normalized_mutual_info_score
from sklearn.metrics.cluster import contingency_matrix
from sklearn.neighbors import KNeighborsClassifier

random = numpy.random.RandomState(14)
labels = random.randint(0, 4, 60)
points = numpy.round(random.randn(60, 5) + 0.8 * labels[:, None] * [1, -1, 0, 0, 0], 3)
places = numpy.round(points[:, :2] + 0.5 * random.randn(60, 2), 3)
clusters = numpy.where(random.rand(60) < 0.6, labels, random.randint(0, 5, 60))
distances = numpy.sqrt(((points[:, None] - points[None]) ** 2).sum(2))
others = [[j for j in range(60) if j != i] for i in range(60)]

precisions = [
    average_precision_score(labels[o] == labels[i], -distances[i, o]) for i, o in enumerate(others)
]
votes = []

for i, o in enumerate(others):
    classifier = KNeighborsClassifier(n_neighbors=5).fit(points[o], labels[o])
    shares = classifier.predict_proba(points[i : i + 1])[0]
    # scikit-learn breaks ties by the order of classes, soundalike by the order of songs: ties are left out.
    decided = numpy.count_nonzero(shares == shares.max()) == 1
    votes.append(int(classifier.predict(points[i : i + 1])[0]) if decided else -1)

nearest = [list(numpy.array(o)[numpy.argsort(distances[i, o])[:10]]) for i, o in enumerate(others)]
occurrences = numpy.bincount(numpy.concatenate(nearest), minlength=60)
relevant = random.rand(20, 40) < 0.15
relevant[:, 0] = True
scores = numpy.round(random.rand(20, 40) + 0.3 * relevant, 3) + 1e-6 * numpy.arange(40)
table = contingency_matrix(labels, clusters)

print(
    json.dumps(
        {
            "versions": {
                "scikit-learn": sklearn.__version__,
                "scipy": scipy.__version__,
                "numpy": numpy.__version__,
            },
            "points": points.tolist(),
            "places": places.tolist(),
            "labels": labels.tolist(),
            "clusters": clusters.tolist(),
            "averagePrecisions": precisions,
            "votes": votes,
            "occurrences": occurrences.tolist(),
            "skewness": float(scipy.stats.skew(occurrences)),
            "trustworthiness": trustworthiness(points, places, n_neighbors=10),
            "nmi": normalized_mutual_info_score(labels, clusters),
            "purity": float(table.max(axis=0).sum() / 60),
            "lists": {
                "scores": scores.tolist(),
                "relevant": relevant.astype(int).tolist(),
                "ndcg": [ndcg_score(relevant[i : i + 1], scores[i : i + 1], k=10) for i in range(20)],
            },
        }
    )
)
