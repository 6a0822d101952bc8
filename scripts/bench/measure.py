# SPDX-License-Identifier: GPL-2.0-or-later
"""Running commands under the clock, and figures with their spread."""
import dataclasses
import os
import statistics
import subprocess
import sys
import tempfile
import time


def say(text):
    print(f"run: {text}", file=sys.stderr, flush=True)


def output_of(command, allowed=(0,)):
    result = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if result.returncode not in allowed:
        raise SystemExit(f"run: {command[0]} ended with exit code {result.returncode}")
    return result.stdout.decode()


@dataclasses.dataclass
class Timed:
    seconds: float
    peak_bytes: int  # of the largest process
    output: str


def timed(command, cores=None, environment=None):
    """Runs a command to its end, from a moment when nothing waits to be written to disk. What it
    says on standard error is shown only when it fails."""
    command = [str(part) for part in command]
    if cores is not None:
        command = ["taskset", "-c", cores] + command
    os.sync()
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as notes:
        began = time.monotonic()
        process = subprocess.Popen(command, stdout=output, env=environment, stderr=notes)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            notes.seek(0)
            sys.stderr.write(notes.read().decode(errors="replace"))
            raise SystemExit(f"run: {' '.join(command)} ended with exit code {process.returncode}")
        output.seek(0)
        return Timed(seconds, usage.ru_maxrss * 1024, output.read().decode(errors="replace"))


def spawn_seconds(command):
    """From the start of a process to its end, its output thrown away, with as little as possible
    around it."""
    actions = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
               (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]
    began = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status = os.waitpid(process, 0)
    seconds = time.perf_counter() - began
    return seconds, os.waitstatus_to_exitcode(status)


class Figure:
    """What the rounds of one measurement gave: the median counts, the range is told."""

    def __init__(self, values, digits=2, median=None):
        self.values = [float(value) for value in values]
        self.digits = digits
        self.median = statistics.median(self.values) if median is None else float(median)

    def over(self, other, digits=2):
        """Round by round, so that both sides met the same load."""
        return Figure([a / b for a, b in zip(self.values, other.values)], digits)

    def scaled(self, factor, digits):
        return Figure([value * factor for value in self.values], digits)

    def rate(self, amount, digits=1):
        return Figure([amount / value for value in self.values], digits)

    def text(self):
        return f"{self.median:,.{self.digits}f}"

    def spread(self):
        if len(self.values) < 2:
            return ""
        low, high = min(self.values), max(self.values)
        return f"{low:,.{self.digits}f} to {high:,.{self.digits}f}"

    def with_spread(self):
        return f"{self.text()} ({self.spread() or 'one run'})"

    def cells(self):
        return [self.text(), self.spread()]


def rows_of(text):
    return [line.split("\t") for line in text.splitlines()]


def table(header, rows):
    lines = [header, ["---"] + ["---:"] * (len(header) - 1), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


def bytes_below(folder):
    return sum(path.stat().st_size for path in folder.rglob("*")
               if path.is_file() and not path.is_symlink())
