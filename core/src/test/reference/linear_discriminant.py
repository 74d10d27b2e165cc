"""Expected values of LinearDiscriminantTest, by numpy 2.4.6 and scipy 1.17.1.

usage: python3 linear_discriminant.py
"""
import numpy as np
from scipy.linalg import eigh

CLASSES, VECTORS, DIMENSIONS = 6, 5, 5


def vector(c, v):
    x = [np.sin(1.3 * c * (d + 1) + 0.1 * d) + 0.3 * np.cos(2.1 * v * (d + 1) + c) for d in range(DIMENSIONS - 1)]
    return np.array(x + [0.5])  # the last dimension is constant


data = np.array([[vector(c, v) for v in range(VECTORS)] for c in range(CLASSES)])
means = data.mean(axis=1)
within = np.mean([np.cov(x.T, bias=True) for x in data], axis=0)
between = np.cov(means.T, bias=True)
deviations = np.sqrt(np.diag(within) + np.diag(between))
scales = np.where(deviations < 1e-6, 0, 1 / np.maximum(deviations, 1e-6))
within = within * np.outer(scales, scales)
between = between * np.outer(scales, scales)
within += max(1e-3, 0.03 * np.trace(within) / DIMENSIONS) * np.eye(DIMENSIONS)
values, vectors = eigh(between, within)

for i in range(1, 4):
    v = vectors[:, -i]
    v = v * np.sign(v[np.argmax(np.abs(v))]) * scales
    print(values[-i], (means[2] - means.mean(axis=0)) @ v)
