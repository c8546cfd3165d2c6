"""Slices read by several processes, this one among them, that end together."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing import forkserver, util
from multiprocessing.synchronize import Event

from auditor.connectors.base import Source, SourceSpec
from auditor.model.errors import ReadError, TargetError
from auditor.pipelines.slices import Outcome, Work, read, unread

_CONTEXT = multiprocessing.get_context("forkserver")
_AHEAD = 2
"""Slices given to a worker at a time, so that it need not wait for this process."""
_GRACE_S = 5.0
"""Time for a worker to end after its batch; then it is ended."""


def warm() -> None:
    """Start to load what workers need, while this process still has other things to do."""
    _CONTEXT.set_forkserver_preload(["auditor.pipelines.workers"])
    forkserver.ensure_running()


def in_processes(
    works: Sequence[Work], jobs: int, opened: Mapping[SourceSpec, Source]
) -> Iterator[Outcome]:
    """Outcomes as they come; this process reads too, with the sources that it has open.

    A worker that the system ends leaves a gap for what it was reading. An interrupt, or a caller
    that wants no more, ends all workers.
    """
    warm()
    waiting = deque(works)
    crew = _Crew(min(jobs, len(works)) - 1)
    try:
        while waiting or crew.running:
            crew.hand_out(waiting)
            if waiting:
                work = waiting.popleft()
                yield read(work, opened[work.spec])
            yield from crew.collect(until_one=not waiting)
        crew.dismiss()
    finally:
        crew.end()


class _Crew:
    """Worker processes and what each slice became; a broken pool is replaced."""

    def __init__(self, size: int) -> None:
        self.running: dict[Future[Outcome], tuple[Work, ProcessPoolExecutor]] = {}
        self._size = size
        self._stop = _CONTEXT.Event()
        self._others = set(multiprocessing.active_children())
        self._pool: ProcessPoolExecutor | None = None

    def hand_out(self, waiting: deque[Work]) -> None:
        """Give every worker something to do, and something after that, but leave one here."""
        while len(waiting) > 1 and len(self.running) < self._size * _AHEAD:
            work, pool = waiting.popleft(), self._workers()
            try:
                self.running[pool.submit(_remote, work)] = work, pool
            except BrokenProcessPool:
                waiting.appendleft(work)
                self._pool = None
                return

    def collect(self, *, until_one: bool) -> Iterator[Outcome]:
        """What is finished; with `until_one`, wait for something to be."""
        if not self.running:
            return
        done, _ = wait(self.running, None if until_one else 0, FIRST_COMPLETED)
        for future in done:
            work, pool = self.running.pop(future)
            try:
                yield future.result()
            except BrokenProcessPool:
                if self._pool is pool:
                    self._pool = None
                yield _lost(work, "worker_lost")

    def dismiss(self) -> None:
        """Let the workers go when nothing is left to do."""
        if self._pool is not None:
            self._pool.shutdown()

    def end(self) -> None:
        """End every worker: after its batch, or at once if that takes too long."""
        self._stop.set()
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        mine = set(multiprocessing.active_children()) - self._others
        for process in mine:
            process.join(_GRACE_S)
        for process in mine:
            if process.is_alive():
                process.terminate()

    def _workers(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._size, _CONTEXT, _prepare, (self._stop,))
        return self._pool


def _lost(work: Work, code: str, **detail: str) -> Outcome:
    fault = ReadError(code, container=work.plan.ref.container, **detail)
    return Outcome(work.plan.ref, None, (unread(work.plan.ref, fault),))


_stops: list[Event] = []


def _prepare(stop: Event) -> None:
    """An interrupt from the terminal reaches every process; only the first one answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _stops.append(stop)


def _remote(work: Work) -> Outcome:
    try:
        source = _opened(work.spec)
    except TargetError:
        return _lost(work, "connection_lost", sqlstate="?")
    return read(work, source, _stopped)


def _stopped() -> bool:
    """Whether this worker was asked to stop."""
    return any(stop.is_set() for stop in _stops)


@cache
def _opened(spec: SourceSpec) -> Source:
    """One connection a worker process and target, open until the process ends."""
    source = spec.open()
    util.Finalize(None, source.close, exitpriority=1)
    return source
