#!/usr/bin/env python3
"""Verifies audit logs by Python's standard library alone; written from core/history/AUDIT_LOG.md.
verify_orklog.py FILE...   prints a JSON object for each; exits with 1 when one is not as it was written."""
import hashlib, hmac, json, re, subprocess, sys

HEADER, DEFINITION, PROOF, RECORD, INDEX, FOOTER, OTHER = 1, 2, 3, 5, 6, 7, 8  # the groups of KIND
RUN, HEX, NUM, NAME = rb"([0-7][0-9A-HJKMNP-TV-Z]{25})", rb"([0-9a-f]{64})", rb"(0|[1-9]\d*)", rb"([ !#-\[\]-~]{1,200})"
LINE = re.compile(rb'\{"n":' + NUM + rb',(".*)', re.S)
KIND = re.compile(rb'"(?:(orklog)":|definition":"%s"|(proof)":"|run":"%s","seq":([1-9]\d*)|index":"%s"|(footer)":)' % (NAME, RUN, RUN))
RECORD_LINE = re.compile(rb'"run":"' + RUN + rb'","seq":' + NUM + rb',"type":"' + NAME + rb'","at":(0|-?[1-9]\d*),"hash":"' + HEX +
                         rb'"(?:,"(key|salt|commitment)":"' + HEX + rb'")?')
INDEX_LINE = re.compile(rb'("index":"' + RUN + rb'","offset":' + NUM + rb',"line":' + NUM + rb',"events":' + NUM + rb',"row":\{.*\}),"sum":"' + HEX + rb'"\}', re.S)
FOOTER_LINE = re.compile(rb'(\{"n":' + NUM + rb',"footer":1,"definitions":' + NUM + rb',"proofs":' + NUM + rb',"runs":' + NUM + rb',"events":' + NUM +
                         rb',"redacted":' + NUM + rb',"header":"' + HEX + rb'","index":"' + HEX + rb'","index_offset":' + NUM + rb',"sha256":"' + HEX +
                         rb'","heads":(\[.*\]),"key":"' + HEX + rb'"),"signature":"([0-9a-f]{128})"\}')

def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

def ed25519_verify(key, message, signature):  # RFC 8032, section 6
    p, q = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
    d = -121665 * pow(121666, -1, p) % p
    def add(a, b):
        e, f, g, h = (a[1] - a[0]) * (b[1] - b[0]), (a[1] + a[0]) * (b[1] + b[0]), 2 * a[3] * b[3] * d, 2 * a[2] * b[2]
        return (f - e) * (h - g) % p, (h + g) * (f + e) % p, (h - g) * (h + g) % p, (f - e) * (f + e) % p
    def times(n, a):
        out = (0, 1, 1, 0)
        for bit in bin(n)[2:]:
            out = add(add(out, out), a) if bit == "1" else add(out, out)
        return out
    def point(data):
        y = int.from_bytes(data, "little") % 2**255
        xx = (y * y - 1) * pow(d * y * y + 1, -1, p) % p
        x = pow(xx, (p + 3) // 8, p)
        x = x if (x * x - xx) % p == 0 else x * pow(2, (p - 1) // 4, p) % p
        x = p - x if x & 1 != data[31] >> 7 else x
        return (x, y, 1, x * y % p) if y < p and (x * x - xx) % p == 0 else None
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= q: return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % q
    left, right = times(s, point(bytes.fromhex("58" + "66" * 31))), add(r, times(k, a))
    return all((left[i] * right[2] - right[i] * left[2]) % p == 0 for i in (0, 1))

def name_of(line):  # its number, (what it is, of what, sequence number), its body
    found = LINE.fullmatch(line)
    match = found and KIND.match(found[2])
    if not match:
        return int(found[1]) if found else 0, (OTHER, b"", 0), found[2] if found else b""
    return int(found[1]), (match.lastindex, match[2] or match[4] or match[6] or b"", int(match[5] or 0)), found[2]

def may_follow(line, before):
    if line[0] == OTHER or before[0] == OTHER or line[0] < before[0] or HEADER == line[0] or before[0] == FOOTER:
        return line[0] == HEADER and before[0] == OTHER
    if line[0] != RECORD:
        return line[0] != INDEX or before[0] != INDEX or line[1] > before[1]
    return line[2] == 1 if before[0] != RECORD or line[1] > before[1] else line[1:] == (before[1], before[2] + 1)

def holds(run, name, seq, body):  # the run's next record
    match, text, parts = RECORD_LINE.match(body), body.decode("latin-1"), {"data": b"", "value": b""}
    if not match: return False
    at, kind, seal, number = match.end(), match[6], bytes.fromhex((match[7] or b"").decode()), seq.to_bytes(8, "big")
    view = kind == b"commitment"
    try:
        for member in ["redacted"] * view + ["data", "value"]:
            if text.startswith(',"%s":' % member, at):
                begin, at = at + len(member) + 4, json.JSONDecoder(strict=False).raw_decode(text, at + len(member) + 4)[1]
                parts[member] = body[begin:at]
    except (ValueError, RecursionError): return False
    end = re.fullmatch((rb',"view":"' + HEX + rb'"' if view else b"()") + rb"\}", body[at:])
    run["key"] = (seal if seq == 1 else None) if kind == b"key" else run["key"]
    salt = seal if kind == b"salt" else run["key"] and hmac.digest(run["key"], number, "sha256")
    seal = seal if view else salt and sha(salt, parts["data"], b"\n", parts["value"])
    if not end or not seal or not parts["data"].startswith(b"{"): return False
    run["head"] = sha(run["head"], number, match[3], b"\0", (int(match[4]) % 2**64).to_bytes(8, "big"), seal)
    run["view"] = sha(run["view"] or sha(b"orkestr view 1\n", name), body[:at]) if view else run["view"]
    return run["head"].hex().encode() == match[5] and (not view or run["view"].hex().encode() == end[1])

def first_bad(lines, foot, heads, order):  # its index, what should stand there, what does, why; or nothing
    before, starts, offset, index_sum, listed = (OTHER, b"", 0), [], 0, sha(b"orkestr index 1\n"), []
    for i, line in enumerate(lines):
        n, what, body = name_of(line)
        wrong, (kind, name, seq) = None, what
        wanted = order[i] if i < len(order) else (RECORD, before[1], before[2] + 1) if before[0] == RECORD and not foot else None
        if n != i + 1 or not may_follow(what, before) or (foot and wanted != what):
            return i, wanted, what, "footer's order" if n == i + 1 and may_follow(what, before) else "order"
        if kind == HEADER:
            if foot and sha(body).hex().encode() != foot[8]: return i, what, what, "footer"
            listed = [one["line"] for one in json.loads(line)["definitions"]] + json.loads(line)["proofs"]
        elif kind in (DEFINITION, PROOF):
            wrong = not listed or listed.pop(0) != sha(body).hex()
        elif kind == RECORD:
            if seq == 1:
                starts.append((offset, i + 1))
                run = {"head": sha(b"orkestr history 1\n", name), "view": None, "key": None}
            wrong = not holds(run, name, seq, body)
            if not wrong and foot and heads[len(starts) - 1][1] == seq:
                wrong = heads[len(starts) - 1][2:] != [run[end].hex() for end in ("head", "view") if run[end]] and "footer"
        elif kind == INDEX:
            match, at = INDEX_LINE.fullmatch(body), [one[0].encode() for one in heads].index(name) if foot else None
            index_sum = sha(index_sum, match[1]) if match else b""
            wrong = index_sum.hex().encode() != (match and match[6])
            if not wrong and foot:
                elsewhere = (int(match[3]), int(match[4]), int(match[5])) != (*starts[at], heads[at][1])
                wrong = elsewhere or (at + 1 == len(heads) and index_sum.hex().encode() != foot[9] and "footer")
        if wrong: return i, what, what, wrong
        before, offset = what, offset + len(line) + 1

def verify(data):
    """("edited", 7), or nothing when the log is as it was written."""
    if data[:4] == b"\x28\xb5\x2f\xfd": data = subprocess.run(["zstd", "-dcq"], input=data, capture_output=True).stdout
    *lines, rest = data.split(b"\n")
    last = max((i for i, line in enumerate(lines) if FOOTER_LINE.fullmatch(line)), default=None)
    foot, heads, order = FOOTER_LINE.fullmatch(lines[last]) if last is not None else None, [], []
    if foot:
        lines += [rest] if rest else []
        try:
            heads = json.loads(foot[12])
            order = [(DEFINITION, one["hash"].encode(), 0) for one in json.loads(lines[0])["definitions"]]
        except (ValueError, KeyError, TypeError): pass  # whichever it is, its hash or the signature shows it
        order = [(HEADER, b"", 0)] + order[:int(foot[3])] + [(PROOF, b"", 0)] * int(foot[4])
        order += [(RECORD, run.encode(), seq) for run, events, *_ in heads for seq in range(1, events + 1)]
        order += [(INDEX, one[0].encode(), 0) for one in heads] + [(FOOTER, b"", 0)]
    i, wanted, what, why = first_bad(lines, foot, heads, order) or (None, None, None, None)
    behind = [name_of(line) for line in lines[i + 1:]] if why else []
    if not foot:
        if lines and b',"signature":"' in lines[-1] and i in (None, len(lines) - 1): return "signature", len(lines)
        if not why or (not behind and what[0] == OTHER): return "truncated", len(lines) + (not why)
        should = next((n + k for k, n in enumerate(name_of(line)[0] for line in reversed(lines)) if n), len(lines))
    else:
        signed = ed25519_verify(bytes.fromhex(foot[13].decode()), b"orkestr audit log 1\n" + foot[1], bytes.fromhex(foot[14].decode()))
        whole = sha(b"".join(line + b"\n" for line in lines[:last])).hex().encode() == foot[11]
        if not signed and (not why or what == wanted == (FOOTER, b"", 0) or (whole and str(why).startswith("footer"))): return "signature", last + 1
        if not why: return None if whole else ("edited", last + 1)
        should = 2 + sum(int(foot[k]) for k in (3, 4, 5, 6))
    if len(lines) != should: return "deleted" if len(lines) < should else "inserted", i + 1
    if any((wanted and name == wanted) or ((not foot or not wanted) and n == i + 1 and name[0] != OTHER) for n, name, _ in behind): return "reordered", i + 1
    ends = foot and wanted and wanted[0] == RECORD and [wanted[1].decode(), wanted[2]] in [one[:2] for one in heads]
    if "order" in str(why) and wanted and wanted[:2] == what[:2] and what[0] == RECORD and not ends and wanted[2] != what[2]:
        if not behind or behind[0][1] != (*wanted[:2], wanted[2] + 1):
            return "deleted" if what[2] > wanted[2] else "inserted", i + 1
    return "edited", i + 1

if __name__ == "__main__":
    found = {path: verify(open(path, "rb").read()) for path in sys.argv[1:]}
    for path, fault in found.items():
        print(json.dumps({"file": path, "ok": not fault, **({"kind": fault[0], "record": fault[1]} if fault else {})}))
    sys.exit(1 if any(found.values()) else 0)
