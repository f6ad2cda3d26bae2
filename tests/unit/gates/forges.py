"""What GitHub's runner and pre-commit do with this repository's files, as far as they need it.

Only the installation is stood in for, since tests do without the network: a `python3` whose `pip` writes down what it
was asked for, and gives the environment the `sayso` of this one.
"""

import os
import re
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import yaml

from harbour import environment

ROOT = Path(__file__).parents[3]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
BIN = Path(sys.executable).parent
FILES = ["corpus/corpus.toml", "corpus/documents.jsonl", "corpus/gold.jsonl", "run.jsonl", "sayso.toml", "README.md"]

PYTHON = f"""#!/bin/sh
# python3 -m venv FOLDER
set -e
mkdir -p "$3/bin"
cat > "$3/bin/python" <<'END'
#!/bin/sh
printf '%s\\n' "$@" > "$RUNNER_TEMP/asked"
END
printf '#!/bin/sh\\nexec "{sys.executable}" -m sayso "$@"\\n' > "$3/bin/sayso"
chmod +x "$3/bin/python" "$3/bin/sayso"
"""


class Runner:
    """What GitHub's runner does with a composite action, as far as this one needs it."""

    def __init__(self, place, inputs):
        self.place = place
        self.temp = place.parent / "temp"
        self.inputs = {name: told.get("default", "") for name, told in ACTION["inputs"].items()} | inputs
        stand_in = self.temp / "python" / "python3"
        stand_in.parent.mkdir(parents=True)
        stand_in.write_text(PYTHON, encoding="utf-8")
        stand_in.chmod(stand_in.stat().st_mode | stat.S_IXUSR)
        self.path = [str(stand_in.parent), "/usr/bin", "/bin"]
        self.files = {name: self.temp / name for name in ("GITHUB_PATH", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in self.files.values():
            file.touch()

    def run(self):
        """All steps in order, until one fails; what the last of them left."""
        for step in ACTION["runs"]["steps"]:
            if "run" in step:
                done = self.step(step)
                if done.returncode:
                    break
        return done

    def step(self, step):
        assert step["shell"] == "bash"
        script = self.temp / "script.sh"
        script.write_text(step["run"], encoding="utf-8")
        variables = {
            "PATH": os.pathsep.join(self.path),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_WORKSPACE": str(self.place),
            "RUNNER_TEMP": str(self.temp),
            **{name: str(file) for name, file in self.files.items()},
            **{name: self.filled(value) for name, value in step.get("env", {}).items()},
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.place / self.filled(step.get("working-directory", ".")),
            env=environment(**variables),
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        self.path = [*self.files["GITHUB_PATH"].read_text(encoding="utf-8").split(), *self.path]
        return done

    def filled(self, value):
        return re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: self.inputs[found[1]], value)

    def said(self, name):
        return self.files[name].read_text(encoding="utf-8")


def hook(place, name, *files, args=()):
    """A hook as pre-commit runs it: its entry, the arguments of the configuration, the files that it asks for."""
    found = HOOKS[name]
    wanted = [file for file in files if re.search(found["files"], file)]
    if not wanted:
        return None
    words = [*shlex.split(found["entry"]), *args, *(wanted if found.get("pass_filenames", True) else ())]
    return subprocess.run(
        words,
        cwd=place,
        env=environment(PATH=f"{BIN}{os.pathsep}{os.environ['PATH']}"),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
