# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

"""Starts the emulator: `python -m tests.emulator`, or `modelarts-emulator` where it is installed."""

import argparse
import asyncio
import json
import os
import secrets
import signal
import ssl
import sys

from aiohttp import web

from . import directory
from .app import make_app
from .world import Settings, World

STOPS_WITHIN = 1.0
LONGEST_LINE = 4 * 1024 * 1024  # what is longer than the gateway allows is refused by app.py


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="modelarts-emulator", description="A ModelArts that runs on this machine.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=0, help="port to listen on (default: any free one)")
    parser.add_argument("--state", metavar="FILE", help="SQLite file that keeps the objects over a restart")
    parser.add_argument("--speed", type=float, default=1.0, help="how many times faster objects change their status")
    parser.add_argument("--latency", type=float, default=0.0, metavar="MS", help="time each answer takes")
    parser.add_argument("--access-key", help="access key of the account (default: a random one)")
    parser.add_argument("--secret-key", help="secret key of the account (default: a random one)")
    parser.add_argument("--project-id", help="project of the account (default: a random one)")
    parser.add_argument(
        "--region", default="local-1", help="region, also the name of the project (default: %(default)s)"
    )
    parser.add_argument("--stop-at-eof", action="store_true", help="also stop when the standard input ends")
    parser.add_argument("--tls", nargs=2, metavar=("CERT", "KEY"), help="serve https with this certificate and key")
    return parser.parse_args(arguments)


def make_world(given: argparse.Namespace) -> World:
    account = {
        "region": given.region,
        "username": "emulator",
        "password": secrets.token_urlsafe(12),
        "domain_name": "emulator-account",
        "access_key": given.access_key,
        "secret_key": given.secret_key,
        "project_id": given.project_id,
    }
    return World(account, Settings(speed=given.speed, latency_ms=given.latency), given.state)


async def serve(given: argparse.Namespace) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    if given.stop_at_eof:
        asyncio.get_running_loop().add_reader(sys.stdin, _at_eof, stop)
    world = make_world(given)
    runner = web.AppRunner(make_app(world), access_log=None, shutdown_timeout=STOPS_WITHIN, max_line_size=LONGEST_LINE)
    await runner.setup()
    tls = None
    if given.tls:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(*given.tls)
    site = web.TCPSite(runner, given.host, given.port, ssl_context=tls)
    await site.start()
    port = runner.addresses[0][1]
    endpoint = f"{'https' if tls else 'http'}://{given.host}:{port}"
    print(json.dumps({"endpoint": endpoint, "iam_endpoint": endpoint, **directory.ready(world)}), flush=True)
    await stop.wait()
    await runner.cleanup()
    world.store.close()


def _at_eof(stop: asyncio.Event) -> None:
    if not os.read(sys.stdin.fileno(), 4096):
        stop.set()


def main() -> int:
    asyncio.run(serve(options()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
