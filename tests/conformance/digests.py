"""Digests of a scheme and of a run, byte for byte as docs/decisions/0004-digest.md and docs/conformance.md say."""

import hashlib
import os.path

from figures import yuan
from scheme import ordinal


def of_scheme(document):
    return "sha256:" + hashlib.sha256(("linkage-scheme-1\n" + _canonical(document)).encode()).hexdigest()


def _canonical(node, keep_order=False):
    if isinstance(node, dict):
        keys = node if keep_order else sorted(node, key=ordinal)
        return "{" + "".join(_text(key) + _canonical(node[key], key in ("into", "factors")) for key in keys) + "}"
    if isinstance(node, list):
        return "[" + "".join(_canonical(item) for item in node) + "]"
    return "~" if node is None else _text(node)


def _text(value):
    return f"{len(value.encode())}:{value}"


def of_run(books):
    scheme, request = books.scheme, books.request
    digest = hashlib.sha256()
    lines = ["linkage-run-3", of_scheme(scheme.document), str(books.year)]
    for mark, values in (("p", request.parameters), ("i", request.inputs)):
        for name in sorted(values, key=ordinal):
            lines.append(f"{mark} {name} {values[name].numerator}/{values[name].denominator}")
    sources = sorted(books.sources(), key=lambda source: ordinal(source["name"]))
    lines += [f"s {source['name']} {source['amount']}" for source in sources]
    for name, fen in books.funds.items():
        lines.append(f"f {name} {yuan(fen)} {'carried' if name in books.carried else 'kept'}")
    lines.append(f"households {len(books.ids)}")
    digest.update("".join(line + "\n" for line in lines).encode())
    _add_ids(digest, [name.encode() for name in books.ids])
    for name in sorted(scheme.holdings, key=ordinal):
        scale = 10 ** scheme.decimals_of(name)
        _add_column(digest, "holding " + name, [int(value * scale) for value in books.holdings[name]])
    for tag in scheme.tags_read:
        digest.update(f"tag {tag}\n".encode())
        digest.update(_bits([tag in tags for tags in books.tags], 64))
    for subtotals in sorted(books.subtotals(), key=lambda each: ordinal(each["label"])):
        label = subtotals["label"]
        rows = [f"label {label}", *books.labels[label]]
        for value in subtotals["values"]:
            rows += [f"{'carried' if 'carried' in fund else 'kept'} {fund['name']} {fund['amount']} {value['value']}"
                     for fund in value.get("funds", [])]
        digest.update("".join(row + "\n" for row in rows).encode())
    for line in books.lines:
        _add_column(digest, ("record " if line["is_record"] else "step ") + line["step"], line["amounts"])
    return "sha256:" + digest.hexdigest()


def _add_ids(digest, ids):
    for start in range(0, len(ids), 512):
        together = ids[start:start + 512]
        prefix = os.path.commonprefix(together)
        digest.update(prefix + b"\n" + b"".join(name[len(prefix):] + b"\n" for name in together))


def _add_column(digest, title, values):
    width = 8 if min(values) < 0 else (max(values).bit_length() + 7) // 8
    others = sum(value != 0 for value in values)
    is_sparse = (len(values) + 7) // 8 + others * width < len(values) * width
    digest.update(f"{title} {width} {'sparse' if is_sparse else 'dense'}\n".encode())
    for start in range(0, len(values) if width else 0, 4096):
        together = values[start:start + 4096]
        if is_sparse:
            digest.update(_bits([value != 0 for value in together], 8))
            together = [value for value in together if value]
        digest.update(b"".join((value % 2 ** 64).to_bytes(8, "little")[:width] for value in together))


def _bits(flags, multiple):
    number = sum(1 << at for at, flag in enumerate(flags) if flag)
    return number.to_bytes(-(-len(flags) // multiple) * multiple // 8, "little")
