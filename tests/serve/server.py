"""``graphkit serve`` as a user runs it, in a process of its own."""

from __future__ import annotations

import http.client
import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from tests.command import COMMAND


class Server:
    """A running server.

    Attributes:
        process: its process.
        port: the port that it has chosen.
        address: its address, without a slash at the end.
    """

    def __init__(self, process, port):
        self.process = process
        self.port = port
        self.address = f"http://127.0.0.1:{port}"
        self.endpoint = f"{self.address}/sparql"

    def ask(self, path, method="GET", body=None, timeout=60, **headers):
        """Return status, headers and body of an answer; underscores of header names stand for hyphens."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def query(self, query, accept="application/sparql-results+json", **parameters):
        """Return status, headers and body of the answer of a query by GET."""
        return self.ask(f"/sparql?{urlencode({'query': query, **parameters})}", accept=accept)

    def stop(self, with_signal=signal.SIGTERM):
        """Stop it and return exit code and standard error."""
        self.process.send_signal(with_signal)
        try:
            _, errors = self.process.communicate(timeout=30)
        finally:
            self.process.kill()
        return self.process.returncode, errors


@contextmanager
def serving(directory, *options) -> Iterator[Server]:
    """Start a server on a free port and stop it afterwards."""
    command = [str(COMMAND), "serve", str(directory), "--port", "0", *map(str, options)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline()
        found = re.search(r":(\d+)/", line)
        if not found:
            raise AssertionError(f"no server: {line}{process.communicate(timeout=30)}")
        server = Server(process, int(found[1]))
        assert server.ask("/health")[0] == 200
        yield server
    finally:
        if process.poll() is None:
            server.stop() if found else process.kill()
        process.stdout.close()
        process.stderr.close()


def at_once(*calls):
    """Run functions at once, each in a thread, and return their results."""
    results = [None] * len(calls)

    def run(number):
        results[number] = calls[number]()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
