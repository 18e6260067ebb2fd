"""What runs on this machine, and its clock: `.relais/run.json`, which every command reads."""

import hashlib
import json
import os
from pathlib import Path
from typing import Self

from pydantic import BaseModel, Field

from chassis.settings import ClockSetting, Partner
from relais.complaint import Complaint
from relais.infrastructure.jars import PROJECT
from relais.tokens import PRIVATE

FILE = "run.json"


def home() -> Path:
    """The folder of this machine's network: `.relais` in the project, or the one that RELAIS_FOLDER names."""
    return Path(os.environ.get("RELAIS_FOLDER") or PROJECT / ".relais").absolute()


class Running(BaseModel):
    """One network on one machine."""

    network: str = Field(description="The tenant that commands speak for.")
    kafka: str = Field(description="Kafka bootstrap servers, host:port.")
    mongo: str = Field(description="Address of the store.")
    database: str = Field(default="relais", description="Prefix of the databases: `<prefix>_<service>`.")
    services: dict[str, str] = Field(default={}, description="Address of each service.")
    clock: ClockSetting | None = Field(default=None, description="Programme time; null: real time.")
    partners: dict[str, Partner] = Field(default={}, description="Companies that publish.")
    keys: Path = Field(description="Folder of the token keys: `private.json` signs, `jwks.json` is public.")
    logs: Path = Field(description="Folder of the services' logs.")
    pids: dict[str, int] = Field(default={}, description="Process of each service, while it runs.")

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Raises Complaint where nothing was ever started here."""
        try:
            return cls.model_validate_json((folder / FILE).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise Complaint("No network runs here: start one with `relais run`.") from None
        except ValueError:
            raise Complaint(f"{folder / FILE} is damaged: start again with `relais run`.") from None

    def write(self, folder: Path) -> Path:
        """Whole or not at all, because others read it meanwhile. Returns the file."""
        folder.mkdir(parents=True, exist_ok=True)
        new = folder / f"{FILE}.new"
        new.write_text(self.model_dump_json(indent=1), encoding="utf-8")
        return new.replace(folder / FILE)

    def address(self, service: str) -> str:
        """Raises Complaint for a service that is not there."""
        if service not in self.services:
            raise Complaint(f"There is no service {service}: take one of {', '.join(self.services)}.")
        return self.services[service]

    def settings(self) -> dict[str, str]:
        """The environment of every service."""
        settings = {
            "RELAIS_KAFKA": self.kafka,
            "RELAIS_MONGO": self.mongo,
            "RELAIS_DATABASE": self.database,
            "RELAIS_JWKS": str(self.keys / "jwks.json"),
            "RELAIS_FINGERPRINT_KEY": self._fingerprint_key(),
            "RELAIS_PARTNERS": json.dumps(self.model_dump(mode="json")["partners"]),
        }
        return settings | ({"RELAIS_CLOCK": self.clock.model_dump_json()} if self.clock else {})

    def _fingerprint_key(self) -> str:
        """Follows from the signing key of this machine, which stays as long as its network."""
        private = self.keys / PRIVATE
        return hashlib.sha256(private.read_bytes()).hexdigest() if private.exists() else ""
