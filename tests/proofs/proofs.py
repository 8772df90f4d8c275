"""A second implementation of linkage/proof/v1, written from docs/proofs.md: computes the vectors anew and checks every proof in them.

    python3 tests/proofs/proofs.py tests/proofs/vectors.json
"""
import base64
import hashlib
import hmac
import json
import sys

LARGEST = 2 ** 53 - 1


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def text(value):
    data = value.encode()
    return len(data).to_bytes(2, "big") + data


def u32(value):
    return value.to_bytes(4, "big")


def u64(value):
    return value.to_bytes(8, "big")


def context(run):
    return sha(b"\x10linkage/proof/v1/run", text(run["organization"]), text(run["run"]), u32(run["year"]), text(run["scheme"]),
               text(run["digest"]))


def statement_bytes(name, lines):
    data = b"\x01" + text(name) + len(lines).to_bytes(2, "big")
    for line in lines:
        price = line.get("price")
        data += bytes([(1 if line.get("isRecord") else 0) | (2 if price else 0)])
        data += text(line["step"]) + text(line["title"]) + line["amountFen"].to_bytes(8, "big", signed=True)
        if price:
            data += text(price["quantity"]) + text(price["unit"]) + text(price["priceFen"])
    return data


def leaf(run_context, salt, household, due, owed, statement_hash):
    if not (0 <= due <= LARGEST and 0 <= owed <= LARGEST):
        raise ValueError("an amount is out of range")
    return sha(b"\x00", run_context, salt, text(household), u64(due), u64(owed), statement_hash), 1, due, owed


def above(left, right):
    count, due, owed = (left[at] + right[at] for at in (1, 2, 3))
    if due > LARGEST or owed > LARGEST:
        raise ValueError("a sum is out of range")
    return sha(b"\x01", *(part for node in (left, right) for part in (node[0], u32(node[1]), u64(node[2]), u64(node[3])))), count, due, owed


def top(nodes):
    if len(nodes) == 1:
        return nodes[0]
    split = 1
    while split * 2 < len(nodes):
        split *= 2
    return above(top(nodes[:split]), top(nodes[split:]))


def root(run_context, node):
    return sha(b"\x02linkage/proof/v1/root", run_context, u32(node[1]), u64(node[2]), u64(node[3]), node[0])


def code(root_hash):
    number = int.from_bytes(hashlib.pbkdf2_hmac("sha256", root_hash, b"linkage/proof/v1/code", 100_000), "big") % 10 ** 18
    return f"{number:018d}{98 - number * 100 % 97:02d}"


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        if self.at + count > len(self.data):
            raise ValueError("cut short")
        self.at += count
        return self.data[self.at - count:self.at]

    def number(self):
        value, shift = 0, 0
        while True:
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                if value > LARGEST or (byte == 0 and shift):
                    raise ValueError("no such number")
                return value
            shift += 7

    def text(self):
        return self.take(int.from_bytes(self.take(2), "big")).decode()

    def totals(self):
        return tuple(self.number() for _ in range(3))


def unpack(packed):
    reader = Reader(base64.b32decode(packed + "=" * (-len(packed) % 8)))
    kind = reader.take(1)[0]
    run = {"organization": reader.text(), "run": reader.text(), "year": reader.number(), "scheme": reader.text(),
           "digest": "sha256:" + reader.take(32).hex()}
    unpacked = {"run": run, "root": reader.take(32), "totals": reader.totals()}
    if kind in (2, 3):
        unpacked |= {"index": reader.number(), "household": reader.text(), "due": reader.number(), "owed": reader.number(),
                     "salt": reader.take(16)}
        unpacked["statement"] = sha(reader.take(reader.number())) if kind == 2 else reader.take(32)
        unpacked["path"] = [(reader.take(32), *reader.totals()) for _ in range(reader.number())]
    elif kind != 1:
        raise ValueError("no such kind")
    if reader.at != len(reader.data):
        raise ValueError("something is left over")
    return unpacked


def holds(packed, published):
    """Whether a packed proof of a household leads to the published root (RFC 9162 2.1.3.2, with counts and sums)."""
    try:
        proof = unpack(packed)
        run_context = context(proof["run"])
        node = leaf(run_context, proof["salt"], proof["household"], proof["due"], proof["owed"], proof["statement"])
        at, last = proof["index"], proof["totals"][0] - 1
        if at > last:
            return False
        for beside in proof["path"]:
            if last == 0 or beside[1] < 1:
                return False
            if at & 1 or at == last:
                node = above(beside, node)
                while not at & 1 and at:
                    at, last = at >> 1, last >> 1
            else:
                node = above(node, beside)
            at, last = at >> 1, last >> 1
        return last == 0 and node[1:] == proof["totals"] and root(run_context, node) == published == proof["root"]
    except (ValueError, KeyError, OverflowError):
        return False


def check(village):
    key = bytes.fromhex(village["key"])
    run_context = context(village["run"])

    def derive(purpose, household):
        return hmac.new(key, b"linkage/proof/v1/" + purpose + text(household), "sha256").digest()

    leaves = []
    for each in sorted(village["households"], key=lambda each: derive(b"order", each["id"])):
        data = statement_bytes(each["name"], each["lines"])
        yield data.hex() == each["statement"], f"statement of {each['id']}"
        leaves.append(leaf(run_context, derive(b"salt", each["id"])[:16], each["id"], each["dueFen"], each["owedFen"], sha(data)))
    node = top(leaves)
    published = root(run_context, node)
    totals = village["totals"]
    yield published.hex() == village["root"], "root"
    yield node[1:] == (totals["households"], totals["dueFen"], totals["owedFen"]), "totals"
    yield code(published) == village["code"], "code"
    yield unpack(village["notice"])["root"] == published, "notice"
    for proof in village["proofs"]:
        yield holds(proof, published), "a proof that should hold"
    for forged in village["forged"]:
        yield not holds(forged["proof"], published), "forged: " + forged["what"]


def main(path):
    with open(path, encoding="utf-8") as file:
        villages = json.load(file)["villages"]
    results = [(village["run"]["run"], *result) for village in villages for result in check(village)]
    wrong = [f"{run}: {what}" for run, good, what in results if not good]
    print("\n".join(wrong + [f"{len(results) - len(wrong)} of {len(results)} agree"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
