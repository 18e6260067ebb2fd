"""Where a student stands rises in September. A stage spans several classes, so only the school can say when it ends."""

from datetime import date

AT_SCHOOL = ("lower-secondary", "upper-secondary", "vocational", "apprentice", "higher", "intern")
FIRST_MONTH = 9


def to_confirm(stage: str | None, said_on: date, today: date) -> bool:
    """Whether a school year has begun since the stage was said."""
    year = today.year if today.month >= FIRST_MONTH else today.year - 1
    return stage in AT_SCHOOL and said_on < date(year, FIRST_MONTH, 1)
