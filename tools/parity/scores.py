#!/usr/bin/env python3
"""Scores items with an exported adapter, without Palate: numpy and the formulas of docs/adapter-file.md.

It reads `base.safetensors` (what the build learned from the catalogue) and an exported adapter, and
prints what the page shows: the probability of a like for each item. It shares no code with the page,
so that agreement means that the file says everything and that the document is right.

Letters as everywhere in Palate: N items, D = 128, C concepts, T ratings, r adapter rank.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np

MODALITIES = ("text", "image", "audio", "graph")
DENSE = ("fused", "text", "image", "audio")
BLOCKS = (*DENSE, "concepts")
VALUES = {1: "like", 0: "skip", -1: "dislike"}
TYPES = {"F32": "<f4", "F64": "<f8", "I32": "<i4", "I8": "i1", "U8": "u1", "I64": "<i8"}
METRIC = "base_model.model.scorer.metric"


class File(NamedTuple):
    tensors: dict[str, np.ndarray]
    metadata: dict[str, str]


def read_safetensors(content: bytes) -> File:
    """Eight bytes of length, a JSON header, then the numbers, little-endian."""
    length = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + length])
    metadata = header.pop("__metadata__", {})
    data = memoryview(content)[8 + length :]
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        flat = np.frombuffer(data[start:end], TYPES[entry["dtype"]])
        tensors[name] = flat.reshape(entry["shape"])
    return File(tensors, metadata)


def dequantised(file: File, name: str) -> np.ndarray:
    """`q * scale`, one scale a row; a zero scale marks a row that is missing."""
    q8 = file.tensors[f"{name}.q8"].astype(np.float64)
    return q8 * file.tensors[f"{name}.scale"].astype(np.float64)[:, None]


def fused(base: File, z: dict[str, np.ndarray]) -> np.ndarray:
    """Additive attention over the modalities that an item has, `[N, D]`, unit rows."""
    query = dequantised(base, "fusion.query")
    value = base.tensors["fusion.value"].astype(np.float64)
    bias = base.tensors["fusion.bias"].astype(np.float64)
    there = np.stack([base.tensors[f"aligned.{m}.scale"] > 0 for m in MODALITIES])
    logits = np.stack(
        [np.tanh(z[m] @ query.T) @ value + bias[k] for k, m in enumerate(MODALITIES)]
    )
    weight = np.where(there, np.exp(logits - logits.max(0)), 0)
    weight = weight / np.maximum(weight.sum(0), 1e-12)
    total = sum(weight[k][:, None] * z[m] for k, m in enumerate(MODALITIES))
    length = np.linalg.norm(total, axis=1, keepdims=True)
    return total / np.where(length > 0, length, 1)


def concept_matrix(base: File) -> np.ndarray:
    """The sparse concept block as a dense `[N, C]`."""
    offsets = base.tensors["concepts.offsets"]
    width = len(base.tensors["concepts.entities"])
    dense = np.zeros((len(offsets) - 1, width), np.float32)
    rows = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    dense[rows, base.tensors["concepts.columns"]] = base.tensors["concepts.values"]
    return dense


def features(base: File) -> dict[str, np.ndarray]:
    """phi, one matrix a block."""
    z = {m: dequantised(base, f"aligned.{m}") for m in MODALITIES}
    return {
        "fused": fused(base, z),
        "text": z["text"],
        "image": z["image"],
        "audio": z["audio"],
        "concepts": concept_matrix(base),
    }


def adapted(phi: dict, adapter: File, scales: dict) -> tuple[dict, dict, np.ndarray]:
    """phi in the adapter's metric, the scales with its gains, and its background rows."""
    tensors = adapter.tensors
    if f"{METRIC}.lora_A.weight" not in tensors:
        return phi, scales, np.zeros(0, np.int32)
    config = json.loads(adapter.metadata["adapter_config.json"])
    a = tensors[f"{METRIC}.lora_A.weight"].astype(np.float64)
    b = tensors[f"{METRIC}.lora_B.weight"].astype(np.float64)
    step = config["lora_alpha"] / config["r"]
    louder = np.ones(phi["concepts"].shape[1], np.float32)
    louder[tensors["palate.user.concepts.columns"]] = np.exp(
        tensors["palate.user.concepts.gains"].astype(np.float64) / 2
    )
    gains = np.exp(tensors["palate.user.gains"].astype(np.float64))
    moved = {
        **phi,
        "fused": phi["fused"] + step * (phi["fused"] @ a.T) @ b.T,
        "concepts": phi["concepts"] * louder,
    }
    loud = {block: scales[block] * gains[k] for k, block in enumerate(BLOCKS)}
    return moved, loud, tensors["palate.user.background"]


def bounded(rows: np.ndarray, kinds: list[str], longest: int) -> tuple[list, list]:
    """Likes before the newest of the rest, when there are too many."""
    if len(rows) <= longest:
        return list(rows), kinds
    newest = range(len(rows) - 1, -1, -1)
    order = [t for t in newest if kinds[t] == "like"]
    order += [t for t in newest if kinds[t] != "like"]
    kept = sorted(order[:longest])
    return [rows[t] for t in kept], [kinds[t] for t in kept]


def logits(base: File, adapter: File) -> np.ndarray:
    """`[N]` posterior mean of a Bayesian ridge regression in its dual form, for every item."""
    said = json.loads(adapter.metadata["palate.scoring"])
    phi, scales, background = adapted(features(base), adapter, said["scales"])
    kinds = [VALUES[int(code)] for code in adapter.tensors["palate.ratings.values"]]
    rated, kinds = bounded(
        adapter.tensors["palate.ratings.rows"], kinds, said["longestHistory"]
    )
    if not rated:
        return np.zeros(len(phi["fused"]))
    seen = set(rated)
    rest = [row for row in background if row not in seen]
    rows = np.array([*rated, *rest], int)
    faint = said["backgroundNoise"] * (1 + len(rated) / 10)
    target = np.array([said["target"][k] for k in kinds] + [0.0] * len(rest))
    noise = np.array([said["noise"][k] for k in kinds] + [faint] * len(rest))
    kernel = sum(scales[b] * (phi[b] @ phi[b][rows].T) for b in BLOCKS)
    alpha = np.linalg.solve(kernel[rows] + np.diag(noise), target)
    return kernel @ alpha


def probabilities(base: File, adapter: File) -> np.ndarray:
    """`[N]` what the page shows: `sigmoid(gain * score + offset)`."""
    calibration = json.loads(adapter.metadata["palate.scoring"])["calibration"]
    z = calibration["gain"] * logits(base, adapter) + calibration["offset"]
    return 1 / (1 + np.exp(-z))


def check(base: bytes, adapter: File) -> None:
    if adapter.metadata.get("palate.format") != "1":
        sys.exit("This is not an adapter of Palate, or of a format that is not known here.")
    if adapter.metadata["palate.base"] != hashlib.sha256(base).hexdigest():
        sys.exit("The adapter was made for another base model: take the base.safetensors it came with.")
    if "palate.scoring" not in adapter.metadata:
        sys.exit("The adapter does not say how it is scored: export it again from a newer Palate.")


def items_of(catalogue: Path | None, count: int) -> list[str]:
    if catalogue is None:
        return [str(row) for row in range(count)]
    content = json.loads(catalogue.read_text("utf-8"))
    return [item["id"] for item in content["items"]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("adapter", type=Path, help="the exported *.safetensors")
    parser.add_argument("--base", type=Path, required=True, help="base.safetensors of the same build")
    parser.add_argument("--catalogue", type=Path, help="catalogue.json, to print ids instead of rows")
    parser.add_argument("--top", type=int, default=10, help="how many unrated items, best first (10)")
    parser.add_argument("--json", action="store_true", help="print every item as {id: probability}")
    options = parser.parse_args()
    content = options.base.read_bytes()
    adapter = read_safetensors(options.adapter.read_bytes())
    check(content, adapter)
    scores = probabilities(read_safetensors(content), adapter)
    ids = items_of(options.catalogue, len(scores))
    if options.json:
        print(json.dumps(dict(zip(ids, scores.tolist(), strict=True))))
        return
    seen = set(adapter.tensors["palate.ratings.rows"].tolist())
    order = [row for row in np.argsort(-scores, kind="stable") if row not in seen]
    for row in order[: options.top]:
        print(f"{scores[row]:.6f}  {ids[row]}")


if __name__ == "__main__":
    main()
