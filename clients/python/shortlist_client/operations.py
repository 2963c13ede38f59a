"""Methods that are written once and called both ways: `client.rank(…)`, `await client.rank(…)`."""

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from functools import update_wrapper
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, overload

from shortlist_client.connection import Connection
from shortlist_client.runners import AsyncRunner, Runner
from shortlist_client.steps import Steps

P = ParamSpec("P")
T = TypeVar("T")


class Operations:
    """What the operations of every subject need."""

    connection: Connection


class Operation(Generic[P, T]):
    """A method with one result; the runner that it is called on decides how it runs."""

    def __init__(self, plan: Callable[Concatenate[Any, P], Steps[T]]) -> None:
        self._plan = plan
        self.__doc__ = plan.__doc__

    @overload
    def __get__(self, client: Runner, kind: type) -> Callable[P, T]: ...
    @overload
    def __get__(self, client: AsyncRunner, kind: type) -> Callable[P, Coroutine[Any, Any, T]]: ...
    @overload
    def __get__(self, client: None, kind: type) -> Callable[Concatenate[Any, P], Steps[T]]: ...
    def __get__(self, client: Runner | AsyncRunner | None, kind: type) -> Callable[..., Any]:
        if client is None:
            return self._plan

        def call(*arguments: P.args, **options: P.kwargs) -> Any:
            return client.run(self._plan(client, *arguments, **options))

        return update_wrapper(call, self._plan)


class Listing(Generic[P, T]):
    """A method with many results, which asks for the next page when somebody wants it."""

    def __init__(self, item: type[T], plan: Callable[Concatenate[Any, P], Steps[None]]) -> None:
        self._plan = plan
        self.__doc__ = plan.__doc__

    @overload
    def __get__(self, client: Runner, kind: type) -> Callable[P, Iterator[T]]: ...
    @overload
    def __get__(self, client: AsyncRunner, kind: type) -> Callable[P, AsyncIterator[T]]: ...
    @overload
    def __get__(self, client: None, kind: type) -> Callable[Concatenate[Any, P], Steps[None]]: ...
    def __get__(self, client: Runner | AsyncRunner | None, kind: type) -> Callable[..., Any]:
        if client is None:
            return self._plan

        def call(*arguments: P.args, **options: P.kwargs) -> Any:
            return client.iterate(self._plan(client, *arguments, **options))

        return update_wrapper(call, self._plan)


def operation(plan: Callable[Concatenate[Any, P], Steps[T]]) -> Operation[P, T]:
    """Make a method of an operation with one result."""
    return Operation(plan)


def listing(
    item: type[T],
) -> Callable[[Callable[Concatenate[Any, P], Steps[None]]], Listing[P, T]]:
    """Make a method of an operation that finds items of a type."""

    def wrap(plan: Callable[Concatenate[Any, P], Steps[None]]) -> Listing[P, T]:
        return Listing(item, plan)

    return wrap
