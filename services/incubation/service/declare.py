"""How incubation declares: a question, a change of one matter, something new."""

from shared.chassis.service import operation


def step(route, permission, takes, gives):
    """Declare a change of one matter."""
    return operation(f"POST {route}", permission=permission, takes=takes, gives=gives)


def create(route, permission, takes, gives):
    """Declare what makes something new."""
    return operation(f"POST {route}", permission=permission, takes=takes, gives=gives, status=201)


def show(route, permission, takes, gives, *, paged=False):
    """Declare a question."""
    return operation(f"GET {route}", permission=permission, takes=takes, gives=gives, paged=paged)
