"""What the domain keeps: values that never change in place."""

from pydantic import BaseModel, ConfigDict


class Kept(BaseModel):
    """Frozen; a field that an older version does not know is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")
