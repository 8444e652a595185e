"""Work of the worker."""

from django_tasks import task

from conformity import api


@task()
def check_site(run_id: int) -> None:
    """Carry out a check of a site."""
    api.carry_out(run_id)
