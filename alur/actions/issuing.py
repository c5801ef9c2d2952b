"""temp"""

from django_tasks import task


@task()
def issue_paper(version_id: int, at: str) -> None: ...
