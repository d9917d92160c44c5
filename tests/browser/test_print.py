"""On paper: what stands below a clause keeps to its column, and what acts on screens is gone."""

from tests.browser.conftest import NewPerson

POLICY = "/policies/vetting-and-recruitment"


def test_on_paper_only_numbers_stand_in_the_column_of_numbers(new_person: NewPerson) -> None:
    reader = new_person()
    reader.page.emulate_media(media="print")
    reader.go(POLICY)
    lefts = reader.page.eval_on_selector_all(
        ".clause:not(.clause-gone) > :is(.clause-text, .clause-below)",
        "all => all.filter(one => one.offsetHeight).map(one => Math.round(one.offsetLeft))",
    )
    assert len(set(lefts)) == 1, set(lefts)
    assert reader.page.locator(".carried-notes").count() > 0
    assert not any(each.is_visible() for each in reader.page.locator(".carried-notes").all())
