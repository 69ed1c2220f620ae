"""Runs one program to its end and says what that took.

Python, because Node can neither ask the kernel for the usage of one child nor open a pseudo-terminal, and whatever is
loaded into the program itself to find out would count as a part of it. What this process costs is not in the figures:
the clock runs from just before the program is started until its output and the process have ended.

Stdin: {"words": [...], "env": {...}, "cwd": null, "stdin": "...", "terminal": false}. Stdout: a JSON object, see run().
"""

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import tempfile
import termios
import time

ROWS, COLUMNS = 50, 100
# Enough to see why a program failed.
TAIL_BYTES = 4_000
# Linux counts ru_maxrss in KiB, macOS in bytes. On Linux a process begins with the peak of the one that started it, which
# is why this one is small: some 10 MiB, where Node takes 40.
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


def run(words, env, cwd, stdin, terminal):
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as errors:
        given.write(stdin.encode())
        given.seek(0)
        reader, writer = open_terminal() if terminal else os.pipe()
        streams = (writer, writer, writer) if terminal else (given, writer, errors)
        begun = time.perf_counter()
        child = subprocess.Popen(
            words,
            env=env,
            cwd=cwd,
            stdin=streams[0],
            stdout=streams[1],
            stderr=streams[2],
            start_new_session=terminal,
        )
        os.close(writer)
        output = read_all(reader)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begun
        os.close(reader)
        child.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        return {
            "exitCode": child.returncode,
            "milliseconds": seconds * 1_000,
            "cpuMilliseconds": (usage.ru_utime + usage.ru_stime) * 1_000,
            "peakMebibytes": usage.ru_maxrss * PEAK_UNIT / 2**20,
            "said": (output if terminal else errors.read())[-TAIL_BYTES:].decode(errors="replace"),
        }


def open_terminal():
    reader, writer = pty.openpty()
    fcntl.ioctl(writer, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    return reader, writer


def read_all(reader):
    parts = []
    while True:
        try:
            part = os.read(reader, 65_536)
        except OSError:
            # How Linux tells that nobody has the terminal open any more.
            part = b""
        if not part:
            return b"".join(parts)
        parts.append(part)


print(json.dumps(run(**json.load(sys.stdin))))
