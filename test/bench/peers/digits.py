"""MNIST as the benchmark hands it on: a folder with the four uncompressed IDX files."""

import os

import numpy as np


def load(folder):
    """Training and test digits: images as float32 rows of 784 in 0..1, labels as int64."""

    def read(name, header):
        return np.fromfile(os.path.join(folder, name), dtype=np.uint8, offset=header)

    parts = []
    for part in ("train", "t10k"):
        images = read(f"{part}-images-idx3-ubyte", 16).reshape(-1, 784).astype(np.float32) / 255
        labels = read(f"{part}-labels-idx1-ubyte", 8).astype(np.int64)
        parts += [images, labels]
    return parts
