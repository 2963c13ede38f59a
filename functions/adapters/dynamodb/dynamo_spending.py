"""What model calls cost, counted for all workers in one item a tenant and day."""

from decimal import Decimal

from adapters.dynamodb import keys
from adapters.dynamodb.table import Condition, Table
from shortlist.tasks.ports import Spent
from shortlist.tasks.task import Task

# Whole numbers add up exactly; no price of a token has more decimals.
_UNITS_A_USD = 10**12
_DAY = "day"


class DynamoSpending:
    """A SpendLedger in DynamoDB (shortlist.tasks.ports)."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, task: Task, cost_usd: Decimal) -> Spent:
        """Count a cost on the day on which the task began, however long it runs."""
        key = keys.spend_key(task.tenant, task.created_at[:10])
        condition = Condition(
            "",
            {":cost": int(cost_usd * _UNITS_A_USD), ":expiry": task.expires_at},
            {"#task": f"task-{task.task_id}", "#day": _DAY},
        )
        change = "SET expires_at = :expiry ADD #day :cost, #task :cost"
        spent = self._table.update(key, change, condition)
        return Spent(
            task_usd=Decimal(spent[f"task-{task.task_id}"]) / _UNITS_A_USD,
            day_usd=Decimal(spent[_DAY]) / _UNITS_A_USD,
        )
