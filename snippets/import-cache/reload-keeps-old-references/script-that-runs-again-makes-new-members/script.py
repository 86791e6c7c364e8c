from enum import Enum


class Status(Enum):
    PAID = "paid"


kept = session.setdefault("status", Status.PAID)
print(kept, "| is a member of this run:", kept is Status.PAID)
