"""Scaffolding: ends this demonstration, since a server has no end of its own."""

import os
import threading

threading.Timer(0.5, os._exit, [0]).start()
