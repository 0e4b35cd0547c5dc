"""The kakutei program: commands that end, and `kakutei serve` as a process of its own."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time

DEADLINE = 60.0  # seconds for anything that a test waits for


def binary() -> str:
    return os.environ["E2E_BINARY"]


def _environment() -> dict[str, str]:
    """Without settings of kakutei, so that what is tested does not depend on who tests."""
    return {name: value for name, value in os.environ.items() if not name.startswith("KAKUTEI_")}


def run(*arguments: str) -> str:
    """Standard output of a command that has to succeed."""
    command = [binary(), *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=_environment()
    )
    if done.returncode != 0:
        raise AssertionError(f"kakutei {' '.join(arguments)}: {done.returncode}\n{done.stderr}")
    return done.stdout


def refused_start(*options: str) -> tuple[int, list[dict], str]:
    """`kakutei serve` that cannot start: exit code, log lines, standard error."""
    command = [binary(), "serve", "--partitions=1", *options]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=_environment(), timeout=DEADLINE
    )
    return done.returncode, list(map(json.loads, done.stdout.splitlines())), done.stderr


def judged(path: pathlib.Path) -> dict[str, str]:
    """What `kakutei judge` makes of a file of facts: digest by subject."""
    verdicts = map(json.loads, run("judge", "--format", "ndjson", str(path)).splitlines())
    return {verdict["subject"]: verdict["digest"] for verdict in verdicts}


def wait_until(condition, what: str, seconds: float = DEADLINE):
    """The first true value of the condition, asked again and again until the deadline."""
    end = time.monotonic() + seconds
    pause = threading.Event()
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds:.0f} s: {what}")
        pause.wait(0.02)


class Serve:
    """One run of `kakutei serve` on free ports. As a context manager it is killed at the end."""

    def __init__(self, data: pathlib.Path, partitions: int = 3, options: tuple[str, ...] = ()):
        self._process = subprocess.Popen(
            [
                binary(),
                "serve",
                f"--data={data}",
                f"--partitions={partitions}",
                "--listen=127.0.0.1:0",
                "--metrics-listen=127.0.0.1:0",
                # The clock moves only by the facts, as in `kakutei judge`.
                "--tick-every=0",
                *options,
            ],
            stdout=subprocess.PIPE,
            stderr=sys.stderr,
            text=True,
            env=_environment(),
        )
        self._changed = threading.Condition()
        self._log: list[dict] = []  # guarded by _changed, as is _ended
        self._ended = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()

    def _read(self):
        for line in self._process.stdout:
            with self._changed:
                self._log.append(json.loads(line))
                self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def logged(self, event: str) -> list[dict]:
        with self._changed:
            return [line for line in self._log if line["event"] == event]

    def listening(self) -> dict | None:
        """The line with both addresses, or None when the process ended without one."""
        with self._changed:
            there = self._changed.wait_for(
                lambda: self._ended or any(line["event"] == "listening" for line in self._log),
                DEADLINE,
            )
            if not there:
                raise AssertionError("kakutei serve does not listen")
            return next((line for line in self._log if line["event"] == "listening"), None)

    def _address(self, port: str) -> str:
        line = self.listening()
        if line is None:
            raise AssertionError(f"kakutei serve ended with {self._process.wait()}: {self._log}")
        return line[port]

    @property
    def grpc(self) -> str:
        return self._address("grpc")

    @property
    def metrics(self) -> str:
        return self._address("metrics")

    def alive(self) -> bool:
        return self._process.poll() is None

    def stop(self, seconds: float = DEADLINE) -> int:
        """SIGTERM; the exit code."""
        self._process.send_signal(signal.SIGTERM)
        return self._wait(seconds)

    def kill_now(self) -> None:
        """SIGKILL without waiting; from any thread."""
        self._process.kill()

    def kill(self) -> None:
        if self.alive():
            self._process.kill()
        self._wait()

    def _wait(self, seconds: float = DEADLINE) -> int:
        try:
            code = self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise AssertionError(f"kakutei serve did not end within {seconds:.0f} s") from None
        self._reader.join(DEADLINE)
        self._process.stdout.close()
        return code
