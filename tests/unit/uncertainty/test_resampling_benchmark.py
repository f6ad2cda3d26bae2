import subprocess
import sys
from pathlib import Path

FILE = Path(__file__).resolve().parents[3] / "benchmarks" / "resampling.py"


def test_the_benchmark_prints_ratios_of_one_run():
    command = [sys.executable, str(FILE), "--documents", "21", "--resamples", "30", "--repeat", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    lines = done.stdout.splitlines()
    assert lines[0] == "30 resamples x 21 documents x 164 columns, 37 measures"
    assert [line[:19].strip() for line in lines[1:]] == [
        "bare product",
        "intervals",
        "paired tests",
        "memory above data",
    ]
    assert "x the product" in lines[2]
