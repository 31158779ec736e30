"""Holds a score summary against the floors below. usage: floors.py seeds|reports|specs SCORES.txt"""

import json
import re
import sys

FLOORS = {
    "seeds": {
        "quantities": 0.985, "field.value": 0.995, "field.unit": 0.985, "field.bound": 0.97,
        "field.aspect": 0.975, "field.modality": 0.975, "indicators": 0.95, "sums": 1.0,
        "placeholders": 0.99, "placeholders.class": 0.95, "slogans": 0.95,
        "sections": 0.97, "sections.role": 0.97,
    },
    "reports": {
        "quantities": 0.975, "field.value": 0.995, "field.unit": 0.98, "field.aspect": 0.96,
        "field.modality": 0.95, "indicators": 0.90, "field.period": 0.90, "field.scope": 0.90,
        "target": 0.93, "not_level": 0.95, "not_exact": 0.96,
    },
    "specs": {
        "NumberModel": 350, "PercentModel": 140, "CurrencyModel": 22, "DimensionModel": 23, "cn2an": 130,
    },
}
DOCUMENTS = {"seeds": {"region": 5, "region_level": 4, "year": 5, "publish_date": 5}, "reports": {}}

name, path = sys.argv[1:]
text = open(path, encoding="utf-8").read()
print(text.rstrip())
if name == "specs":
    scores = {k: int(v) for k, v in re.findall(r"([A-Za-z0-9]+)\.jsonl?: (\d+) of", text)}
else:
    scores = json.loads(text.rsplit("summary: ", 1)[1])
low = [f"{k} {scores.get(k, 0)} < {v}" for k, v in FLOORS[name].items() if scores.get(k, 0) < v]
for field, least in DOCUMENTS.get(name, {}).items():
    found = int(re.search(rf"\b{field} (\d+)/", text).group(1))
    if found < least:
        low.append(f"documents {field} {found} < {least}")
if low:
    sys.exit(f"{name} below the floor: " + "; ".join(low))
print(f"{name}: all floors held")
