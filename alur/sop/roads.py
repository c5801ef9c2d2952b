"""The roads through a procedure: what leads where, what a road must have put out, how long the roads take."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from alur.sop.document import Clock, Form, Procedure, Step, Symbol

ALL_CLOCKS = frozenset(Clock)


@dataclass(frozen=True)
class Edge:
    """One way from a step to the next; `puts_out` are the papers that surely exist once it was taken."""

    start: str
    end: str
    puts_out: frozenset[str]
    is_correction: bool = False


@dataclass(frozen=True)
class Roads:
    """The graph of a procedure. Ways to steps that do not exist are left out, so a draft has roads too."""

    procedure: Procedure
    begins: tuple[str, ...]
    edges: dict[str, tuple[Edge, ...]]
    ends: frozenset[str]

    @classmethod
    def of(cls, procedure: Procedure) -> Roads:
        """The roads of this procedure."""
        known = {step.key for step in procedure.steps}
        edges = {step.key: tuple(edge for edge in _edges_of(step) if edge.end in known) for step in procedure.steps}
        begins = tuple(step.key for step in procedure.steps if step.symbol is Symbol.START)[:1]
        ends = frozenset(step.key for step in procedure.steps if any(way.end for way in step.exits))
        return cls(procedure, begins, _joined(procedure, edges), ends)

    def reached(self, begins: Collection[str]) -> frozenset[str]:
        """Keys of the steps that some road from these steps reaches, these included."""
        found = set(begins)
        waiting = deque(begins)
        while waiting:
            for edge in self.edges.get(waiting.popleft(), ()):
                if edge.end not in found:
                    found.add(edge.end)
                    waiting.append(edge.end)
        return frozenset(found)

    def finishing(self) -> frozenset[str]:
        """Keys of the steps from which an end can be reached."""
        sources: dict[str, list[str]] = {}
        for edge in self._all_edges():
            sources.setdefault(edge.end, []).append(edge.start)
        found = set(self.ends)
        waiting = deque(self.ends)
        while waiting:
            for key in sources.get(waiting.popleft(), ()):
                if key not in found:
                    found.add(key)
                    waiting.append(key)
        return frozenset(found)

    def roads_without(self, paper: str) -> dict[str, tuple[Step, ...]]:
        """For each step that can be reached although nothing on the way put out the paper: a shortest such road.

        A letter is there from the start where a letter or an application triggers the procedure (SOP "pemicu").
        """
        if paper in papers_at_start(self.procedure):
            return {}
        found: dict[str, tuple[str, ...]] = {key: (key,) for key in self.begins}
        waiting = deque(self.begins)
        while waiting:
            key = waiting.popleft()
            for edge in self.edges[key]:
                if edge.end not in found and paper not in edge.puts_out:
                    found[edge.end] = (*found[key], edge.end)
                    waiting.append(edge.end)
        return {key: tuple(self.procedure.step(step) for step in road) for key, road in found.items()}

    def _all_edges(self) -> Iterator[Edge]:
        for edges in self.edges.values():
            yield from edges


def papers_at_start(procedure: Procedure) -> frozenset[str]:
    """Keys of the papers that a case brings with it: the letters, unless the calendar triggers it."""
    if procedure.trigger == "berkala":
        return frozenset()
    return frozenset(paper.key for paper in procedure.papers if paper.form is Form.LETTER)


def shortest_seconds(procedure: Procedure, clocks: Collection[Clock] = ALL_CLOCKS) -> int:
    """Seconds of the quickest road from the start to an end, each printed time at its lower bound.

    Only times on these clocks count; steps without a time, and steps that may be skipped, count nothing. 0 where
    no end can be reached.
    """
    roads = Roads.of(procedure)
    weights = {step.key: 0 if step.is_optional else _seconds(step, clocks, is_upper=False) for step in procedure.steps}
    best: dict[str, int] = {}
    waiting = [(weights[key], key) for key in roads.begins]
    while waiting:
        seconds, key = heapq.heappop(waiting)
        if key in best:
            continue
        best[key] = seconds
        for edge in roads.edges[key]:
            heapq.heappush(waiting, (seconds + weights[edge.end], edge.end))
    return min((best[key] for key in roads.ends if key in best), default=0)


def longest_seconds(procedure: Procedure, clocks: Collection[Clock] = ALL_CLOCKS) -> int:
    """Seconds of the longest road from the start to an end that passes each step once, times at their upper bound.

    Ways that lead back to a step already on the road are not taken; 0 where no end can be reached.
    """
    roads = Roads.of(procedure)
    longest: dict[str, int | None] = {}
    for key in _last_first(roads):
        onward = [seconds for edge in roads.edges[key] if (seconds := longest.get(edge.end)) is not None]
        if key in roads.ends:
            onward.append(0)
        longest[key] = max(onward) + _seconds(procedure.step(key), clocks, is_upper=True) if onward else None
    return max((longest.get(key) or 0 for key in roads.begins), default=0)


def readable_seconds(procedure: Procedure) -> int:
    """Sum of all times that the sheet prints readably, at their upper bound, whatever the road."""
    return sum(_seconds(step, ALL_CLOCKS, is_upper=True) for step in procedure.steps)


def makers_to_check(procedure: Procedure, step: Step) -> frozenset[str]:
    """Keys of the papers whose makers may not decide this step: maker is not checker.

    They are its paper inputs and what those examine in turn; none where the step is no check or the file waives the
    rule. Letters come from outside and have no maker here.
    """
    if not step.is_check or step.maker_may_check:
        return frozenset()
    found: set[str] = set()
    waiting = [item.paper for item in step.inputs if item.paper]
    while waiting:
        key = waiting.pop()
        if key in found:
            continue
        found.add(key)
        examined = procedure.paper(key).examines
        if examined:
            waiting.append(examined)
    return frozenset(key for key in found if procedure.paper(key).form is not Form.LETTER)


def _edges_of(step: Step) -> Iterator[Edge]:
    for way in step.exits:
        if way.to:
            yield Edge(step.key, way.to, _puts_out(step, way.key), way.is_correction)
    for target in step.parallel:
        yield Edge(step.key, target, _puts_out(step, ""))


def _puts_out(step: Step, exit_key: str) -> frozenset[str]:
    """Papers that surely exist after this exit: required, not one of several, and not tied to another exit."""
    if step.is_optional:
        return frozenset()
    return frozenset(
        output.paper
        for output in step.outputs
        if output.is_required and (output.only_if == exit_key if output.only_if else not output.one_of)
    )


def _joined(procedure: Procedure, edges: dict[str, tuple[Edge, ...]]) -> dict[str, tuple[Edge, ...]]:
    """At a join all strands have been walked, so a way into it carries what any step before it puts out."""
    joins = {step.key for step in procedure.steps if step.joins}
    if not joins:
        return edges
    everything = frozenset(paper for step in procedure.steps for paper in _puts_out(step, ""))
    return {
        key: tuple(
            Edge(edge.start, edge.end, everything, edge.is_correction) if edge.end in joins else edge for edge in ways
        )
        for key, ways in edges.items()
    }


def _last_first(roads: Roads) -> list[str]:
    """The reached steps, each after all that follow it on the road; a way back leads to a step not yet in the list."""
    order: list[str] = []
    seen = set(roads.begins)
    stack = [(key, iter(roads.edges[key])) for key in roads.begins]
    while stack:
        key, ways = stack[-1]
        edge = next((edge for edge in ways if edge.end not in seen), None)
        if edge is None:
            stack.pop()
            order.append(key)
        else:
            seen.add(edge.end)
            stack.append((edge.end, iter(roads.edges[edge.end])))
    return order


def _seconds(step: Step, clocks: Collection[Clock], *, is_upper: bool) -> int:
    if step.time is None or step.time.clock not in clocks or step.time.shared_with:
        return 0
    return max(0, (step.time.seconds_max if is_upper else step.time.seconds_min) or 0)
