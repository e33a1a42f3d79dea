#!/usr/bin/python3
import sys

for hit in range(int(sys.argv[1])):
    print(f"hit {hit}")
