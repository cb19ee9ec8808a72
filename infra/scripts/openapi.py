"""Writes the gateway's OpenAPI document, from which the portals' typed client is made.

`python -m infra.scripts.openapi FILE`
"""

import sys
from pathlib import Path

import orjson

from gateway.openapi import openapi
from gateway.routes import read_contracts
from gateway.settings import CONTRACTS
from shared import RELEASE


def main() -> None:
    """Write the document to the file that the first argument names."""
    Path(sys.argv[1]).write_bytes(orjson.dumps(openapi(read_contracts(CONTRACTS), release=RELEASE)))


if __name__ == "__main__":
    main()
