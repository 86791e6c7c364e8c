from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass
class Invoice:
    total: int
    rate: ClassVar[int] = 19
