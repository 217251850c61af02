"""A small window from which files can be dragged with a real pointer. Arguments: the files."""

import pathlib
import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402

window = Gtk.Window(type=Gtk.WindowType.POPUP)
window.set_default_size(90, 60)
window.move(0, 0)
handle = Gtk.EventBox()
handle.add(Gtk.Label(label="arraste"))
window.add(handle)
target = Gtk.TargetEntry.new("text/uri-list", 0, 0)
handle.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [target], Gdk.DragAction.COPY)
uris = [pathlib.Path(name).absolute().as_uri() for name in sys.argv[1:]]
handle.connect("drag-data-get", lambda _w, _c, data, _i, _t: data.set_uris(uris))
window.connect("map-event", lambda *_: print("pronto", flush=True))
window.show_all()
Gtk.main()
