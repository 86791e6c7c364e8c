from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from customers import Customer


def order_for(customer: Customer) -> str:
    return "order for " + customer.name
