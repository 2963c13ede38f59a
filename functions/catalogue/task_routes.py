"""The list of tasks: a tenant's own, or everybody's for operators."""

from aws_lambda_powertools.event_handler import Response

from adapters.rest.answers import answer_list
from adapters.rest.call import Call
from adapters.rest.operations import Operation, Routes, Tag
from adapters.wiring import get_task_lists
from shortlist.queries import Listing, ListPage
from shortlist.tasks.ports import TaskFilter
from shortlist.tasks.shown_tasks import ShownTask, ShownTasks, TasksQuery

# Tasks are listed by time and id, across months.
MOMENT = r"\d{4}-(0[1-9]|1[0-2])-[!-~]{1,300}"

ROUTES = Routes(Tag.RANKINGS)


@ROUTES.add("GET", "/api/tasks", Operation(ShownTasks, access="anyone"))
def list_tasks(call: Call, query: TasksQuery) -> Response[str]:
    """List ranking tasks, newest first; operators see those of all tenants."""
    caller = call.identity
    wanted = TaskFilter(caller.tenant, query.status, query.job_id)
    is_operator = caller.role == "operator"

    def fetch(limit: int, after: str | None) -> ListPage[ShownTask]:
        page = get_task_lists().list_tasks(wanted, limit, after)
        shown = [ShownTask.of(task, with_tenant=is_operator) for task in page.items]
        return ListPage(shown, page.position)

    name = f"tasks {query.status} {query.job_id}"
    return answer_list(ShownTasks, Listing(caller.tenant or "", name, MOMENT), query, fetch)
