"""Runs programs and tells what they cost: processor time of a program with all its children, and
the peak of resident memory. Not here: what is run, and what the figures should be."""

import os
import platform
import statistics
import subprocess
import time
from dataclasses import dataclass


@dataclass
class Cost:
    """What one run cost."""

    cpu_s: float
    """User and system time, children included."""
    wall_s: float
    code: int


class Failed(Exception):
    """A program ended in a way it should not."""


def run(*commands, ok=(0,), cwd=None):
    """Runs commands one after the other and returns the sum of what they cost."""
    total = Cost(0.0, 0.0, 0)
    for command in commands:
        began = time.monotonic()
        child = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=cwd,
        )
        # Read to its end before waiting: a full pipe would stop the child.
        said = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        child.stderr.close()
        if child.returncode not in ok:
            tail = said.decode(errors="replace").strip()[-400:]
            raise Failed(f"{command[0]} terminou com {child.returncode}: {tail}")
        total.cpu_s += usage.ru_utime + usage.ru_stime
        total.wall_s += time.monotonic() - began
        total.code = child.returncode
    return total


def peak_mb(command, ok=(0,)):
    """Returns the peak resident memory in MiB of the main process and of its largest child.

    The kernel's own high-water mark is read every 2 ms: what wait4 and `time -v` tell is the
    largest of the whole family, and on some kernels never less than the parent before exec."""
    child = subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    main = 0
    others = {}
    turn = 0
    while child.poll() is None:
        main = max(main, high_water_kb(child.pid))
        if turn % 10 == 0:
            for pid in children(child.pid):
                others[pid] = max(others.get(pid, 0), high_water_kb(pid))
        turn += 1
        time.sleep(0.002)
    if child.returncode not in ok:
        raise Failed(f"{command[0]} terminou com {child.returncode}")
    return main / 1024, max(others.values(), default=0) / 1024


def high_water_kb(pid):
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1])
    except (FileNotFoundError, ProcessLookupError):
        pass
    return 0


def children(pid):
    found = []
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as listed:
                found += [int(word) for word in listed.read().split()]
    except (FileNotFoundError, ProcessLookupError):
        pass
    return found


def pairs(rounds, ours, theirs):
    """Runs both in turn, `rounds` times; returns the medians of both and of the pairs' ratios."""
    mine, peer = [], []
    for turn in range(rounds):
        mine.append(ours(turn).cpu_s)
        peer.append(theirs(turn).cpu_s)
    ratios = [a / b for a, b in zip(mine, peer)]
    return statistics.median(mine), statistics.median(peer), statistics.median(ratios)


def machine():
    """Returns the machine in one line."""
    model = platform.machine()
    flags = ""
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as told:
            for line in told:
                name, _, value = line.partition(":")
                if name.strip() == "model name":
                    model = value.strip()
                elif name.strip() == "flags":
                    flags = value.split()
    except FileNotFoundError:
        pass
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // (1 << 30)
    sha = "com SHA-NI" if "sha_ni" in flags else "sem SHA-NI"
    load = os.getloadavg()[0]
    return (f"{model}, {os.cpu_count()} núcleos, {sha}, {memory} GiB, "
            f"{platform.system()} {platform.release()}, carga ao começar {load:.1f}")
