"""temp"""


def request_probe(*a, **k): ...
def note_seen(probe, *, is_online, seen, at):
    probe.is_online, probe.seen, probe.probed_at = is_online, seen, at
    probe.save()
