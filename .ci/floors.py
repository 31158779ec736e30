"""Holds a score summary against the floors below. usage: floors.py seeds|reports SCORES.txt"""

import json
import re
import sys

FLOORS = {
    "seeds": {
        "quantities": 0.96, "field.value": 0.985, "field.unit": 0.96, "placeholders": 0.97,
        "placeholders.class": 0.90, "slogans": 0.95, "sections": 0.92, "sections.role": 0.90,
        "indicators": 0.80, "field.aspect": 0.92, "field.modality": 0.92, "sums": 0.80,
    },
    "reports": {
        "quantities": 0.95, "field.value": 0.985, "indicators": 0.75, "field.aspect": 0.90,
        "field.modality": 0.88, "target": 0.80, "not_level": 0.85, "not_exact": 0.90,
    },
}
DOCUMENTS = {"seeds": {"region": 5, "region_level": 4, "year": 5, "publish_date": 5}, "reports": {}}

name, path = sys.argv[1:]
text = open(path, encoding="utf-8").read()
print(text.rstrip())
scores = json.loads(text.rsplit("summary: ", 1)[1])
low = [f"{k} {scores.get(k, 0)} < {v}" for k, v in FLOORS[name].items() if scores.get(k, 0) < v]
for field, least in DOCUMENTS[name].items():
    found = int(re.search(rf"\b{field} (\d+)/", text).group(1))
    if found < least:
        low.append(f"documents {field} {found} < {least}")
if low:
    sys.exit(f"{name} below the floor: " + "; ".join(low))
print(f"{name}: all floors held")
