"""empty_hint.py CATALOGUE EXERCISE - makes the exercise's first hint empty."""
import json
import sys

path, name = sys.argv[1:]
with open(path, encoding="utf-8") as file:
    catalogue = json.load(file)
for row in catalogue["exercises"]:
    if row["name"] == name:
        row["hints"][0] = ""
with open(path, "w", encoding="utf-8") as file:
    json.dump(catalogue, file, ensure_ascii=False, indent=1)
