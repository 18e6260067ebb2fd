"""`relais record`: what people said by phone, on paper or at the counter, as their own word."""

from collections.abc import Callable

from cyclopts import App

from relais.office import meetings, pairing, vetting

app = App(
    name="record",
    help="Note what people said by phone or on paper: it counts as their own word.",
    help_format="plaintext",
)
WORDS: tuple[Callable[..., None], ...] = (
    *(vetting.step, vetting.consent, vetting.clearance, vetting.identity),
    *(pairing.yes, pairing.no, pairing.signature, pairing.ending, pairing.renewal),
    *(meetings.meeting, meetings.answer, meetings.concern),
)
for word in WORDS:
    app.command(word)
