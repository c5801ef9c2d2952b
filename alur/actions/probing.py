"""temp"""


def request_probe(*a, **k): ...
