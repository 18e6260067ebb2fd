"""A holder of parental authority: answers check-ins, and may take a consent back."""

from collections.abc import Awaitable
from typing import Any, ClassVar

from sample.play.doors import Refusal
from sample.play.known import Pair
from sample.play.persona import Persona
from sample.play.stream import Heard


class Guardian(Persona):
    """The word is the guardian's own, given in person."""

    role = "guardian"
    answering: ClassVar[float] = 0.65

    async def check_in(self, event: Heard) -> None:
        await self._while_minor(super().check_in(event))

    async def withdraw(self, pair: Pair) -> Any:
        """From now on the child meets nobody."""
        return await self._say(pair, "consents/withdrawal")

    async def object_to(self, pair: Pair) -> Any:
        """A no that outweighs the other guardian's yes."""
        return await self._say(pair, "consents/objection")

    async def agree_again(self, pair: Pair) -> None:
        await self._while_minor(self._say(pair, "consents"))

    async def _while_minor(self, said: Awaitable[Any]) -> None:
        """A guardian's part ends on the child's 18th birthday, which nobody tells the guardian's calendar."""
        try:
            await said
        except Refusal as gone:
            if gone.status != 404:
                raise

    async def _say(self, pair: Pair, what: str) -> Any:
        body = {"purposes": ["participation"], "said_on": self.stage.today()}
        return await self.post("profiles", f"/enrolments/{pair.mentee_enrolment}/{what}", body)
