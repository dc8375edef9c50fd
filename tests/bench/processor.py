"""The processor seconds of a command with all that it starts: `python -m tests.bench.processor COMMAND ...`."""

import ctypes
import os
import resource
import subprocess
import sys

import psutil

ADOPT_ORPHANS = 36
"""PR_SET_CHILD_SUBREAPER of Linux: who is left behind by a process below becomes a child of this one."""
SECONDS_TO_END = 5


def main(command: list[str]) -> int:
    """Run the command to its end, and print the seconds of it and of everything below it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1, 0, 0, 0)
    status = subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode
    left = psutil.Process().children(recursive=True)
    for process in psutil.wait_procs(left, timeout=SECONDS_TO_END)[1]:
        process.kill()
    while True:  # what was adopted counts once it is waited for
        try:
            os.wait()
        except ChildProcessError:
            break
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    sys.stdout.write(f"{usage.ru_utime + usage.ru_stime}\n")
    return status


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
