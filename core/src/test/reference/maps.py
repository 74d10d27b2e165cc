"""Writes core/src/test/resources/golden/maps.json: t-SNE divergences and Ward trees that scikit-learn and scipy compute from known points.

    python3 core/src/test/reference/maps.py > core/src/test/resources/golden/maps.json

Needs numpy, scipy and scikit-learn; their versions are part of the output. The points are drawn with splitmix64, so that the Java tests
can reproduce them: groups around centres, each coordinate a sum of uniform numbers.
"""

import json

import numpy
import scipy
import sklearn
from scipy.cluster.hierarchy import linkage
from sklearn.manifold import TSNE
from sklearn.metrics import adjusted_rand_score

MASK = (1 << 64) - 1


def uniform(seed):
    """Generates numbers in [0, 1) with 53 random bits (splitmix64)."""
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield ((z ^ (z >> 31)) >> 11) * 2.0**-53


def groups(n, dimensions, count, seed):
    random = uniform(seed)
    centres = [[3 * next(random) for _ in range(dimensions)] for _ in range(count)]
    return numpy.array(
        [
            [centres[i % count][d] + sum(next(random) for _ in range(4)) for d in range(dimensions)]
            for i in range(n)
        ]
    )


def tsne(n, dimensions, count, perplexity, method, rate="auto", iterations=1000):
    points = groups(n, dimensions, count, 14)
    divergences = [
        float(
            TSNE(
                perplexity=perplexity,
                init="pca",
                learning_rate=rate,
                n_iter=iterations,
                method=method,
                random_state=seed,
            )
            .fit(points)
            .kl_divergence_
        )
        for seed in range(3)
    ]
    return {
        "n": n,
        "dimensions": dimensions,
        "groups": count,
        "perplexity": perplexity,
        "method": method,
        "learningRate": 0 if rate == "auto" else rate,
        "iterations": iterations,
        "divergences": divergences,
    }


labels = [[int(7 * next(r)) for _ in range(50)] for r in [uniform(1), uniform(2)]]
labels[1] = [a if i % 3 else b for i, (a, b) in enumerate(zip(*labels))]
print(
    json.dumps(
        {
            "versions": {
                "numpy": numpy.__version__,
                "scipy": scipy.__version__,
                "sklearn": sklearn.__version__,
            },
            "firstPoint": groups(1, 4, 3, 14)[0].tolist(),
            "tsne": [
                tsne(28, 16, 7, 2, "exact", 100, 5000),  # the article's settings
                tsne(300, 16, 10, 30, "exact"),
                tsne(1500, 16, 20, 30, "barnes_hut"),
            ],
            "ward": linkage(groups(60, 3, 6, 14), "ward").tolist(),
            "rand": {"one": labels[0], "other": labels[1], "adjusted": adjusted_rand_score(*labels)},
        },
        indent=1,
    )
)
