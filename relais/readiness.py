"""Which services have said that they are ready."""

import httpx


class Readiness:
    """Asks each service until it has said so once."""

    def __init__(self, services: dict[str, str]) -> None:
        self._left = dict(services)
        self._http = httpx.Client(timeout=1)
        self._reasons = dict.fromkeys(services, "no answer yet")

    def complete(self) -> bool:
        """Ask those that are left."""
        for name, address in list(self._left.items()):
            try:
                answer = self._http.get(f"{address}/readyz")
            except httpx.HTTPError:
                continue
            if answer.is_success:
                del self._left[name]
            else:
                self._reasons[name] = answer.text.strip('"')
        return not self._left

    def missing(self) -> str:
        return ", ".join(f"{name} ({self._reasons[name]})" for name in self._left)
