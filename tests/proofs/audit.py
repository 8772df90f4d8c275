"""A second implementation of the audit log's tree, written from docs/proofs.md: all entries lead to the root of a proof, the proof of an
organisation's head holds, and its checkpoint says the same.

    python3 tests/proofs/audit.py entries.json proof.json

entries.json is the answer of GET /v1/audit, proof.json that of GET /v1/audit/proofs/{org}.
"""
import base64
import hashlib
import json
import sys


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def bytes_of(text):
    if not text.startswith("sha256:"):
        raise ValueError("no digest")
    return bytes.fromhex(text[len("sha256:"):])


def root_of(leaves):
    if not leaves:
        return sha()
    if len(leaves) == 1:
        return sha(b"\x00", leaves[0])
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha(b"\x01", root_of(leaves[:split]), root_of(leaves[split:]))


def climbed(leaf, index, size, path):
    """RFC 9162 2.1.3.2; None where the path has another length than the tree."""
    node, at, last = sha(b"\x00", leaf), index, size - 1
    if not 0 <= index < size:
        return None
    for beside in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            node = sha(b"\x01", beside, node)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            node = sha(b"\x01", node, beside)
        at, last = at >> 1, last >> 1
    return node if last == 0 else None


def main(entries_path, proof_path):
    with open(entries_path, encoding="utf-8") as file:
        entries = json.load(file)["entries"]
    with open(proof_path, encoding="utf-8") as file:
        proof = json.load(file)
    root, size, own = bytes_of(proof["root"]), proof["size"], proof["entry"]
    of_organization = [each for each in entries[:size] if each.get("organization") == proof["organization"]]
    origin, count, written = proof["checkpoint"].split("\n")[:3]
    first = bytes_of(entries[0]["hash"]).hex()
    results = {
        "the root over all entries": root_of([bytes_of(each["hash"]) for each in entries[:size]]) == root,
        "the path": climbed(bytes_of(own["hash"]), proof["index"], size, [bytes_of(each) for each in proof["path"]]) == root,
        "the place": own["seq"] == proof["index"] + 1,
        "the organisation's last entry": of_organization[-1] == own,
        "the checkpoint": (origin, int(count), base64.b64decode(written)) == ("linkage/audit/v1/" + first[:16], size, root),
    }
    wrong = [what for what, holds in results.items() if not holds]
    print("\n".join(wrong or ["agrees"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
