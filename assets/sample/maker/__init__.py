"""Modules of the sample-case generator; `../make_sample.py` is the only entry."""
