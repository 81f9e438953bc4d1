# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A way to the emulator that can be shut: nobody listens any more, and new connections are refused."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any

from aiohttp import ClientSession, web
from yarl import URL

from tests.emulator.contract import Contract
from tests.emulator.testing import Emulator

HOST = "127.0.0.1"
OF_THE_WAY = {"content-length", "transfer-encoding", "connection"}  # headers that are not passed on


class Gate:
    """Passes requests on until the one of this operation comes, which finds the gate shut: it is not passed on, its
    connection breaks, and no other is taken for so many seconds (None = for ever).
    """

    def __init__(self, emulator: Emulator, operation: str, seconds: float | None) -> None:
        self._target, self._operation, self._seconds = emulator.endpoint, operation, seconds
        self._contract, self.shut = Contract(), False
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)

    def __enter__(self) -> Gate:
        self._thread.start()
        self._wait(self._begin())
        return self

    def __exit__(self, *_error: object) -> None:
        self._wait(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _wait(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _begin(self) -> None:
        self._session = ClientSession(auto_decompress=False)
        self._runner = web.ServerRunner(web.Server(self._pass_on))
        await self._runner.setup()
        self._port = 0
        await self._open()
        self._port = self._runner.addresses[0][1]
        self.endpoint = f"http://{HOST}:{self._port}"

    async def _open(self) -> None:
        self._site = web.TCPSite(self._runner, HOST, self._port)
        await self._site.start()

    async def _end(self) -> None:
        await self._session.close()
        await self._runner.cleanup()

    async def _pass_on(self, request: web.BaseRequest) -> web.StreamResponse:
        found = self._contract.find(request.method, request.raw_path.partition("?")[0])
        if found and found[0].id == self._operation and not self.shut:
            return await self._shut(request)
        url = URL(self._target + request.raw_path, encoded=True)
        headers = {name: value for name, value in request.headers.items() if name.lower() not in OF_THE_WAY}
        async with self._session.request(request.method, url, headers=headers, data=await request.read()) as answer:
            kept = {name: value for name, value in answer.headers.items() if name.lower() not in OF_THE_WAY}
            return web.Response(status=answer.status, headers=kept, body=await answer.read())

    async def _shut(self, request: web.BaseRequest) -> web.StreamResponse:
        self.shut = True
        await self._site.stop()
        if self._seconds is not None:
            self._loop.call_later(self._seconds, lambda: self._loop.create_task(self._open()))
        if request.transport:
            request.transport.abort()
        return web.Response()
