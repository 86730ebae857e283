"""numpy's side of the benchmark: python3 numpy_training.py FOLDER W1 THREADS SECONDS.

The threads are those of its OpenBLAS, set by the caller through OPENBLAS_NUM_THREADS.
"""

import json
import sys
import time

import numpy as np

from digits import load

folder, workload, threads, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
BATCH, RATE, MOMENTUM = 64, np.float32(0.05), np.float32(0.9)
random = np.random.default_rng(1)
train_x, train_y, test_x, test_y = load(folder)
one_hot = np.eye(10, dtype=np.float32)


def layer(inputs, outputs):
    limit = np.sqrt(6 / inputs)
    return random.uniform(-limit, limit, (inputs, outputs)).astype(np.float32), np.zeros(outputs, np.float32)


parameters = [*layer(784, 128), *layer(128, 10)]
velocities = [np.zeros_like(parameter) for parameter in parameters]


def forward(x):
    w1, b1, w2, b2 = parameters
    hidden = np.maximum(x @ w1 + b1, 0)
    net = hidden @ w2 + b2
    powers = np.exp(net - net.max(1, keepdims=True))
    return hidden, powers / powers.sum(1, keepdims=True)


def step(order, batch):
    rows = order[batch * BATCH:(batch + 1) * BATCH]
    x = train_x[rows]
    hidden, output = forward(x)
    net2 = (output - one_hot[train_y[rows]]) / np.float32(BATCH)
    net1 = net2 @ parameters[2].T
    net1 *= hidden > 0
    gradients = [x.T @ net1, net1.sum(0), hidden.T @ net2, net2.sum(0)]
    for parameter, velocity, gradient in zip(parameters, velocities, gradients):
        velocity *= MOMENTUM
        velocity += gradient
        parameter -= RATE * velocity


order = random.permutation(len(train_x))
batches = len(train_x) // BATCH
for batch in range(20):
    step(order, batch)

samples, start, batch = 0, time.perf_counter(), 0
while time.perf_counter() - start < seconds:
    if batch == batches:
        order, batch = random.permutation(len(train_x)), 0
    step(order, batch)
    batch += 1
    samples += BATCH
elapsed = time.perf_counter() - start

right = int((forward(test_x)[1].argmax(1) == test_y).sum())
print(json.dumps({
    "workload": workload,
    "system": f"numpy {np.__version__}",
    "threads": threads,
    "samplesPerSecond": samples / elapsed,
    "accuracy": right / len(test_y),
}))
