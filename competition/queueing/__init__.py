"""Work for later: a `Job` row carries every job's state; huey only carries the wake-up.

A verb calls `schedule(name, …)` inside its transaction, so that the job exists exactly if the change
does. A killed worker loses nothing: its lease runs out and the sweep wakes the job again. Therefore
every handler is idempotent.
"""

from competition.queueing.models import Job, JobState
from competition.queueing.services import schedule

__all__ = ["Job", "JobState", "schedule"]
