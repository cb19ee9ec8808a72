"""What is taken for a file, and how one travels."""

import base64
import subprocess
import sys

import pytest

from shared.chassis.files import PDF, File, Made, Upload
from shared.chassis.schema import Schema, load
from shared.kernel.errors import Invalid


class Takes(Schema):
    file = Upload(required=True, begins=b"PK\x03\x04", kind="Excel 工作簿", limit=99)


def coded(content: bytes) -> dict[str, str]:
    return {"file": base64.b64encode(content).decode()}


def test_a_file_comes_as_its_bytes():
    content = b"PK\x03\x04" + bytes(range(95))
    assert load(Takes(), coded(content)) == {"file": content}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (coded(b"%PDF-1.7"), "不是Excel 工作簿"),
        (coded(b""), "不是Excel 工作簿"),
        (coded(b"PK\x03\x04" + b"x" * 96), "不得超过 99 字节"),
        ({"file": "A" * 10_000_000}, "不得超过 99 字节"),
        ({"file": "PK??"}, "base64"),
        ({"file": "UEsDBA=\n="}, "base64"),
        ({"file": 7}, "base64"),
    ],
)
def test_what_is_no_such_file_is_refused_with_a_reason(given, said):
    with pytest.raises(Invalid) as refusal:
        load(Takes(), given)
    assert said in refusal.value.details["errors"][0]["detail"]


def test_a_file_travels_in_base64():
    shown = File().dump(Made("书卡.pdf", PDF, b"\x00\xff"))
    kept = {"inline": False, "cached_for": 0, "modified": None, "style": ""}
    assert shown == {"filename": "书卡.pdf", "media_type": PDF, "content": "AP8=", **kept}


@pytest.mark.rule("TRAP-06")
def test_work_of_the_processor_does_not_stop_the_hub():
    script = """
import eventlet; eventlet.monkey_patch()
import time
from shared.chassis.offhub import off_the_hub
beats = []
def beat():
    while True:
        beats.append(1); eventlet.sleep(0.01)
eventlet.spawn(beat)
eventlet.sleep(0)
before = len(beats)
off_the_hub(lambda: sum(i * i for i in range(3_000_000)))
assert len(beats) - before > 3, beats
"""
    ran = subprocess.run([sys.executable, "-W", "ignore", "-c", script], capture_output=True,
                         text=True, timeout=60, check=False)  # fmt: skip
    assert ran.returncode == 0, ran.stderr
