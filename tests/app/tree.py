"""Prints the accessibility tree of the program as JSON lines: role and name of each node that shows."""

import json
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

MAX_DEPTH = 60


def walk(node, depth=0):
    if node is None or depth > MAX_DEPTH:
        return
    states = node.get_state_set()
    shown = states.contains(Atspi.StateType.SHOWING)
    print(json.dumps({"role": node.get_role_name(), "name": node.get_name(), "shown": shown}))
    for index in range(node.get_child_count()):
        walk(node.get_child_at_index(index), depth + 1)


Atspi.init()
desk = Atspi.get_desktop(0)
end = time.time() + 20
while time.time() < end:
    programs = [desk.get_child_at_index(index) for index in range(desk.get_child_count())]
    ours = [each for each in programs if each is not None and each.get_name() == sys.argv[1]]
    if ours:
        walk(ours[0])
        sys.exit(0)
    time.sleep(0.2)
sys.exit("o programa não está na árvore: " + ", ".join(str(each and each.get_name()) for each in programs))
