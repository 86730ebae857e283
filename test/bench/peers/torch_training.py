"""PyTorch's side of the benchmark: python3 torch_training.py FOLDER WORKLOAD THREADS SECONDS [channels-last].

Trains the workload's network for the given time on minibatches of 64 and prints one line of JSON.
"""

import json
import sys
import time

import torch
from torch import nn

from digits import load

folder, workload, threads, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
channels_last = "channels-last" in sys.argv[5:]
torch.set_num_threads(threads)
torch.manual_seed(1)
BATCH = 64

train_x, train_y, test_x, test_y = (torch.from_numpy(part) for part in load(folder))
if workload == "W1":
    network = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
else:
    network = nn.Sequential(
        nn.Conv2d(1, 16, 5), nn.MaxPool2d(2), nn.ReLU(),
        nn.Conv2d(16, 32, 5), nn.MaxPool2d(2), nn.ReLU(),
        nn.Flatten(), nn.Linear(512, 128), nn.ReLU(), nn.Linear(128, 10),
    )
    train_x, test_x = train_x.reshape(-1, 1, 28, 28), test_x.reshape(-1, 1, 28, 28)
    if channels_last:
        network = network.to(memory_format=torch.channels_last)
        train_x = train_x.contiguous(memory_format=torch.channels_last)
optimizer = torch.optim.SGD(network.parameters(), lr=0.05, momentum=0.9)
cost = nn.CrossEntropyLoss()


def step(order, batch):
    rows = order[batch * BATCH:(batch + 1) * BATCH]
    optimizer.zero_grad(set_to_none=True)
    cost(network(train_x[rows]), train_y[rows]).backward()
    optimizer.step()


order = torch.randperm(len(train_x))
batches = len(train_x) // BATCH
for batch in range(20):
    step(order, batch)

samples, start, batch = 0, time.perf_counter(), 0
while time.perf_counter() - start < seconds:
    if batch == batches:
        order, batch = torch.randperm(len(train_x)), 0
    step(order, batch)
    batch += 1
    samples += BATCH
elapsed = time.perf_counter() - start

with torch.no_grad():
    right = sum(
        (network(x).argmax(1) == y).sum().item()
        for x, y in zip(test_x.split(1000), test_y.split(1000))
    )
print(json.dumps({
    "workload": workload,
    "system": f"PyTorch {torch.__version__}" + (", channels-last" if channels_last else ""),
    "threads": threads,
    "samplesPerSecond": samples / elapsed,
    "accuracy": right / len(test_y),
}))
