"""The operators' page lists what there is."""

from relais.reference import PAGE, filled


def test_the_page_lists_every_setting_and_metric() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == filled(page), "write it again: python -m relais.reference"
